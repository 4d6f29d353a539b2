/** An address as mailboxes are named by: lower case, no angle brackets. Local parts differing only in case are the same here. */
export function normalAddress(address: string): string {
  return address.trim().replace(/^<|>$/g, '').normalize('NFC').toLowerCase();
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

export function isAddress(address: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(address) && address.length <= 254;
}
