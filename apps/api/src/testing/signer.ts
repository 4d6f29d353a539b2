import { createSoftwareKey, type SandboxCa, type SigningKey } from '@vanthu/signing';
import type { CompletedTask, PreparedSigning } from '@vanthu/model';
import type { Answer, HttpClient } from './http-client.js';

export type Certified = Parameters<SandboxCa['issueCertificate']>[0];

/** A key in the hands of a person or an agency, as the agent on a PC would hold it. */
export async function keyOf(ca: SandboxCa, request: Certified): Promise<SigningKey> {
  return createSoftwareKey(await ca.issueCertificate({ algorithm: 'ECDSA', ...request }));
}

export function prepare<T = PreparedSigning>(person: HttpClient, taskKey: string, { certificateChain }: Pick<SigningKey, 'certificateChain'>): Promise<Answer<T>> {
  return person.post<T>(`/api/tasks/${taskKey}/signing`, { certificateChain: certificateChain.map((each) => Buffer.from(each).toString('base64')) });
}

export async function finish<T = CompletedTask>(person: HttpClient, taskKey: string, { signingId, toBeSigned }: PreparedSigning, key: SigningKey): Promise<Answer<T>> {
  const signature = Buffer.from(await key.sign(Buffer.from(toBeSigned, 'base64'))).toString('base64');
  return person.post<T>(`/api/tasks/${taskKey}/signing/${signingId}`, { signature });
}

/** Prepares and finishes. */
export async function sign(person: HttpClient, taskKey: string, key: SigningKey): Promise<Answer<CompletedTask>> {
  return finish(person, taskKey, (await prepare(person, taskKey, key)).body, key);
}
