import type { SigningKey } from '../keys/signing-key.js';
import { embedSignature } from './embed-signature.js';
import { prepareSignature } from './prepare-signature.js';
import type { SignatureRequest } from './prepare-signature.js';

/** Both steps at once, for a key this process can reach. Throws what the steps and the key throw. */
export async function signPdf(request: Omit<SignatureRequest, 'certificateChain'> & { readonly key: SigningKey }): Promise<Uint8Array> {
  const { certificateChain } = request.key;
  const prepared = await prepareSignature({ ...request, certificateChain });
  return embedSignature({ ...prepared, certificateChain, signature: await request.key.sign(prepared.toBeSigned) });
}
