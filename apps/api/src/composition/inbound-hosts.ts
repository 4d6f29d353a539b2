import { activateInbound, createEgressFetch, type ActiveConnector, type InboundConnector, type SecretProvider } from '@vanthu/connector-sdk';
import { mailInboundConnector } from '@vanthu/connectors';
import type { DomainStores, FileStore } from '@vanthu/persistence';
import type { Logger } from 'pino';
import type { Configuration } from '../configuration/configuration.js';
import type { Intake } from '../intake/intake.js';
import { connectorFiles, connectorLogger } from '../runtime/connector-host.js';
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
      reportHealth: ({ state, message }) => (state === 'up' ? own.info('up') : own.warn(message, { state })),
      now: () => new Date(),
    });
    this.active.push(active);
  }
}
