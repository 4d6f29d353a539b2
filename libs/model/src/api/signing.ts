import { z } from 'zod';

/**
 * Signing in three steps, the key never leaves the signer's PC:
 * 1. page → agent: certificates; 2. page → server: prepare; 3. page → agent: sign (PIN asked by the agent);
 * 4. page → server: finish with the signature.
 */

/** POST /api/tasks/:key/signing: prepares the PDF for this certificate and answers what is to be signed. */
export const prepareSigningSchema = z.object({
  /** The signer's certificate and its chain, leaf first, DER in base64. */
  certificateChain: z.array(z.string().max(20_000)).min(1).max(10),
});
export type PrepareSigning = z.infer<typeof prepareSigningSchema>;

export const preparedSigningSchema = z.object({
  signingId: z.string(),
  /** DER of the CMS signed attributes in base64: the agent signs these bytes (SHA-256 with RSA or ECDSA). */
  toBeSigned: z.string(),
  /** What the agent shows the signer before asking for the PIN. */
  summary: z.object({ title: z.string(), subject: z.string(), fileName: z.string(), fileSha256: z.string() }),
});
export type PreparedSigning = z.infer<typeof preparedSigningSchema>;

/** POST /api/tasks/:key/signing/:signingId: embeds the signature, checks it, completes the task with outcome `sign`. */
export const finishSigningSchema = z.object({
  signature: z.string().max(20_000),
  data: z.record(z.string(), z.unknown()).default({}),
});
export type FinishSigning = z.infer<typeof finishSigningSchema>;

/** GET <agent>/certificates */
export const agentCertificatesSchema = z.object({
  certificates: z.array(
    z.object({
      id: z.string(),
      subject: z.string(),
      issuer: z.string(),
      serialNumber: z.string(),
      notAfter: z.iso.datetime({ offset: true }),
      certificateChain: z.array(z.string()).min(1),
    }),
  ),
});
export type AgentCertificates = z.infer<typeof agentCertificatesSchema>;

/** POST <agent>/signings: the agent then asks for the PIN on its own page (`confirmUrl`, shown in a frame). */
export const agentSigningRequestSchema = z.object({
  certificateId: z.string(),
  toBeSigned: z.string().max(100_000),
  summary: preparedSigningSchema.shape.summary,
});
export const agentSigningSchema = z.object({ id: z.string(), confirmUrl: z.string() });

/** GET <agent>/signings/:id; polled by the page. A wrong PIN stays `waiting`, with the error on the agent's page. */
export const agentSigningStateSchema = z.object({
  state: z.enum(['waiting', 'signed', 'cancelled', 'failed']),
  signature: z.string().nullable(),
  error: z.string().nullable(),
});
export type AgentSigningState = z.infer<typeof agentSigningStateSchema>;
