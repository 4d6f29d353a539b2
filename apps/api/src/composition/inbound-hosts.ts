import { activateInbound, createEgressFetch, type ActiveConnector, type ConnectorHealth, type InboundConnector, type SecretProvider } from '@vanthu/connector-sdk';
import { axisInboundConnector, mailInboundConnector } from '@vanthu/connectors';
import type { DomainStores, FileStore } from '@vanthu/persistence';
import type { Logger } from 'pino';
import type { Configuration } from '../configuration/configuration.js';
import type { Intake } from '../intake/intake.js';
import { connectorFiles, connectorLogger } from '../runtime/connector-host.js';
import { axisGateway } from './axis-gateway.js';
import { unitMailboxes } from './mail-servers.js';

export interface InboundServices {
  readonly configuration: Configuration;
  readonly door: Intake;
  readonly secrets: SecretProvider;
  readonly stores: DomainStores;
  readonly files: FileStore;
  readonly logger: Logger;
  readonly axisOrigins: readonly string[];
}

/** Listens on every configured channel and hands what comes to the intake. */
export class InboundHosts {
  private readonly active: ActiveConnector[] = [];

  constructor(private readonly services: InboundServices) {}

  async start(): Promise<void> {
    const { configuration, stores } = this.services;
    const agencies = await stores.organisation.hostedAgencies();
    for (const { agencyId, address, imap } of unitMailboxes(configuration, agencies)) {
      await this.activate(mailInboundConnector, address, { agencyId, address, imap, pollSeconds: configuration.MAIL_POLL_SECONDS });
    }
    const organs = agencies.flatMap(({ id, organId, capabilities }) => (organId && capabilities.axis ? [{ organId, agencyId: id }] : []));
    if (configuration.AXIS_URL && organs.length > 0) {
      await this.activate(axisInboundConnector, 'axis', { ...axisGateway(configuration.AXIS_URL, configuration.AXIS_SYSTEM_ID), organs, pollSeconds: configuration.AXIS_POLL_SECONDS });
    }
  }

  /** Resolves when nothing is in the hands of a connector any more. */
  async stop(): Promise<void> {
    await Promise.all(this.active.splice(0).map((each) => each.deactivate()));
  }

  private async activate(connector: InboundConnector, name: string, properties: unknown): Promise<void> {
    const { door, secrets, logger, axisOrigins, files } = this.services;
    const own = connectorLogger(logger, `${connector.id} ${name}`);
    const active = await activateInbound(connector, properties, {
      secrets,
      fetch: createEgressFetch(axisOrigins),
      logger: own,
      files: connectorFiles(files),
      receiveDocument: (document) => door.receiveDocument(document),
      receiveStatus: (status) => door.receiveStatus(status),
      reportHealth: onChange((state, message) => (state === 'up' ? own.info('up') : own.warn(message, { state }))),
      now: () => new Date(),
    });
    this.active.push(active);
  }
}

/** Connectors report at every look; only a change is news. */
function onChange(tell: (state: ConnectorHealth['state'], message: string) => void): (health: ConnectorHealth) => void {
  let last = '';
  return ({ state, message }) => {
    if (`${state} ${message}` === last) return;
    last = `${state} ${message}`;
    tell(state, message);
  };
}
