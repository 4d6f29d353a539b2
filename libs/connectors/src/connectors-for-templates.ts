import type { Connector } from '@vanthu/connector-sdk';
import { createArchiveConnector } from './archive/archive.connector.js';
import { createAxisConnector } from './axis/axis.connector.js';
import { createHttpConnector } from './http/http.connector.js';
import { createMailConnector } from './mail/mail.connector.js';
import { createSigningConnector } from './signing/signing.connector.js';

/** Every connector of this library with a configuration that reaches nothing: templates do not depend on it. */
export function connectorsForTemplates(): readonly { readonly folder: string; readonly connector: Connector }[] {
  return [
    { folder: 'archive', connector: createArchiveConnector({ root: '/nonexistent' }) },
    { folder: 'axis', connector: createAxisConnector({ gatewayUrl: 'https://axis.invalid', systemId: '-' }) },
    { folder: 'http', connector: createHttpConnector() },
    { folder: 'mail', connector: createMailConnector({ mailboxes: [] }) },
    { folder: 'signing', connector: createSigningConnector({ key: () => Promise.reject(new Error('no key')), trustedCertificates: () => Promise.resolve([]) }) },
  ];
}
