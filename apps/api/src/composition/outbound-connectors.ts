import type { Connector } from '@vanthu/connector-sdk';
import { createArchiveConnector, createHttpConnector, createMailConnector } from '@vanthu/connectors';
import type { Configuration } from '../configuration/configuration.js';
import { createDocumentsConnector } from '../steps/documents-connector.js';
import { StatusReporter } from '../steps/inbound/status-reporter.js';
import type { StepServices } from '../steps/step-services.js';
import { unitMailboxes } from './mail-servers.js';

export interface OutboundServices extends Omit<StepServices, 'statuses'> {
  readonly configuration: Configuration;
  readonly archiveDir: string;
}

/** The connectors whose operations service tasks may name. */
export async function outboundConnectors(services: OutboundServices): Promise<Connector[]> {
  const { configuration, archiveDir } = services;
  const agencies = await services.organisation.hostedAgencies();
  return [
    createDocumentsConnector({ ...services, statuses: new StatusReporter(services, null) }),
    createMailConnector({ mailboxes: unitMailboxes(configuration, agencies) }),
    createArchiveConnector({ root: archiveDir }),
    createHttpConnector({}),
  ];
}
