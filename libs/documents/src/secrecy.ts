import { VanthuError } from '@vanthu/model';

/**
 * Nothing secret enters the system: call before anything of the document is kept.
 * @throws VanthuError SECRET_REFUSED
 */
export function assertNotSecret(document: { readonly secrecy: number }): void {
  if (document.secrecy !== 0) throw new VanthuError('SECRET_REFUSED');
}
