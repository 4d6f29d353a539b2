import type { ReceivedDocument, ReceivedStatus } from '@vanthu/model';
import { bindInput } from './bind-input.js';
import { concealedSecrets, reachableFetch, redactingLogger } from './guarded-context.js';
import type { SecretProvider } from './host-context.js';
import type { ActiveConnector, ConnectorHealth, DocumentReceipt, InboundConnector, StatusReceipt } from './inbound-connector.js';
import type { ConnectorFiles, ConnectorLogger } from './operation-context.js';
import { Redactor } from './redactor.js';

/** What the host of an inbound connector supplies. */
export interface InboundHost {
  readonly secrets: SecretProvider;
  readonly fetch: typeof fetch;
  readonly logger: ConnectorLogger;
  readonly files: ConnectorFiles;
  receiveDocument(document: ReceivedDocument): Promise<DocumentReceipt>;
  receiveStatus(status: ReceivedStatus): Promise<StatusReceipt>;
  reportHealth(health: ConnectorHealth): void;
  now(): Date;
}

/** Validates the properties and activates. Throws `INPUT_INVALID` for bad properties. Secrets never reach log or health. */
export async function activateInbound(connector: InboundConnector, rawProperties: unknown, host: InboundHost): Promise<ActiveConnector> {
  const redactor = new Redactor();
  const secrets = concealedSecrets(host.secrets, connector.id, redactor);
  const stop = new AbortController();
  const active = await connector.activate({
    properties: await bindInput(connector.properties, rawProperties, secrets),
    secrets,
    fetch: reachableFetch(host.fetch, stop.signal),
    logger: redactingLogger(host.logger, redactor),
    files: host.files,
    signal: stop.signal,
    receiveDocument: (document) => host.receiveDocument(document),
    receiveStatus: (status) => host.receiveStatus(status),
    reportHealth: (health) => host.reportHealth(redactor.value(health)),
    now: () => host.now(),
  });
  return {
    async deactivate() {
      stop.abort();
      await active.deactivate();
    },
  };
}
