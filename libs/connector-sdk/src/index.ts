export { activateInbound, type InboundHost } from './activate-inbound.js';
export { inputJsonSchema } from './bind-input.js';
export { BpmnError, isBpmnError } from './bpmn-error.js';
export { ConnectorError, isConnectorError, type ConnectorErrorOptions } from './connector-error.js';
export { definePlugin, PluginError, type ConnectorPlugin, type PluginContent, type PluginDefinition } from './connector-plugin.js';
export { defineConnector, defineOperation, jobTypeOf, type Connector, type ConnectorOperation } from './connector.js';
export { createEgressFetch } from './egress-fetch.js';
export { elementTemplateOf, elementTemplateText, type ElementTemplate, type TemplateProperty } from './element-template.js';
export { errorsFrom, type ErrorFacts, type ErrorText } from './error-texts.js';
export { field, type FieldPresentation } from './field.js';
export type { HostContext, SecretProvider } from './host-context.js';
export {
  defineInboundConnector,
  type ActiveConnector,
  type ConnectorHealth,
  type DocumentReceipt,
  type InboundConnector,
  type InboundContext,
  type StatusReceipt,
} from './inbound-connector.js';
export { loadPlugins, type LoadPluginsOptions } from './load-plugins.js';
export { languages, type Language, type LocalText } from './local-text.js';
export { networkCodeOf, networkFailed } from './network-error.js';
export type { ConnectorFiles, ConnectorLogger, ConnectorSecrets, OperationContext, StoredFile } from './operation-context.js';
export type { OperationOutcome } from './outcome.js';
export { Redactor } from './redactor.js';
export { runOperation } from './run-operation.js';
export { runtimeError, runtimeErrors } from './runtime-errors.js';
export { sdkVersion } from './sdk-version.js';
