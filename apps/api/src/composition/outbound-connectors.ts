import { loadPlugins, type Connector } from '@vanthu/connector-sdk';
import { createArchiveConnector, createAxisConnector, createHttpConnector, createMailConnector, createSigningConnector } from '@vanthu/connectors';
import type { Configuration } from '../configuration/configuration.js';
import { createDocumentsConnector } from '../steps/documents-connector.js';
import { StatusReporter } from '../steps/inbound/status-reporter.js';
import type { StepServices } from '../steps/step-services.js';
import { sendStatusOver } from '../steps/inbound/send-status-over-axis.js';
import { axisGateway } from './axis-gateway.js';
import { unitMailboxes } from './mail-servers.js';
import { serverKey } from './server-key.js';

export interface OutboundServices extends Omit<StepServices, 'statuses'> {
  readonly configuration: Configuration;
  readonly archiveDir: string;
}

/** The connectors whose operations service tasks may name. */
export async function outboundConnectors(services: OutboundServices): Promise<Connector[]> {
  const { configuration, archiveDir } = services;
  const agencies = await services.organisation.hostedAgencies();
  const axis = configuration.AXIS_URL ? createAxisConnector(axisGateway(configuration.AXIS_URL, configuration.AXIS_SYSTEM_ID)) : null;
  const plugins = await loadPlugins(configuration.PLUGINS.split(',').map((each) => each.trim()).filter((each) => each !== ''));
  return [
    createDocumentsConnector({ ...services, statuses: new StatusReporter(services, axis && ((status, context) => sendStatusOver(axis, status, context))) }),
    createMailConnector({ mailboxes: unitMailboxes(configuration, agencies) }),
    createArchiveConnector({ root: archiveDir }),
    createHttpConnector({}),
    createSigningConnector({ key: () => serverKey(configuration), trustedCertificates: () => Promise.resolve(services.trustedCertificates) }),
    ...(axis ? [axis] : []),
    ...plugins.flatMap((plugin) => plugin.connectors),
  ];
}
