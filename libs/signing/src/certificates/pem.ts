const block = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;

/** DER of every certificate of a PEM text, in its order. */
export function certificatesFromPem(pem: string): Uint8Array[] {
  return [...pem.matchAll(block)]
    .filter(([, label]) => label === 'CERTIFICATE')
    .map(([, , base64]) => new Uint8Array(Buffer.from((base64 ?? '').replaceAll(/\s/g, ''), 'base64')));
}

export function certificateToPem(der: Uint8Array): string {
  const base64 = Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${base64.join('\n')}\n-----END CERTIFICATE-----\n`;
}
