export { createArchiveConnector } from './archive/archive.connector.js';
export { manifestName, type ArchivePlace, type ArchiveStore, type ArchiveVersion } from './archive/archive-store.js';
export { FolderArchiveStore, type WriteFile } from './archive/folder-archive-store.js';
export { createHttpConnector } from './http/http.connector.js';
export { mailInboundConnector, type InboundMailProperties } from './mail/mail-inbound.connector.js';
export { createMailConnector } from './mail/mail.connector.js';
export { axisInboundConnector, type InboundAxisProperties } from './axis/axis-inbound.connector.js';
export { createAxisConnector } from './axis/axis.connector.js';
export { createSigningConnector } from './signing/signing.connector.js';
