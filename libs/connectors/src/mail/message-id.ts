import { createHash } from 'node:crypto';

/**
 * The Message-ID of one letter: the same at every attempt of one job, another one as soon as the recipients change,
 * so that a corrected address is not mistaken for a letter that was sent.
 */
export function ownMessageId(idempotencyKey: string, recipients: readonly string[], address: string): string {
  const facts = JSON.stringify([idempotencyKey, address.toLowerCase(), recipients.map((recipient) => recipient.toLowerCase()).toSorted()]);
  return `<vanthu.${createHash('sha256').update(facts).digest('hex').slice(0, 40)}@${domainOf(address)}>`;
}

/** Whether a Message-ID is one that we gave to a letter from this address. */
export function isOwnMessageId(messageId: string, address: string): boolean {
  const domain = domainOf(address);
  return /^<vanthu\.[0-9a-f]{40}@/.test(messageId) && messageId.endsWith(`@${domain}>`);
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
