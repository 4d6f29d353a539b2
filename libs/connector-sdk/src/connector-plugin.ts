import type { z } from 'zod';
import type { Connector } from './connector.js';
import type { InboundConnector } from './inbound-connector.js';

/** What a plugin brings once its configuration is known. */
export interface PluginContent {
  readonly connectors: readonly Connector[];
  readonly inboundConnectors?: readonly InboundConnector[];
}

/** The export named `plugin` of a plugin's package. */
export interface PluginDefinition<Configuration extends z.ZodType = z.ZodType> {
  /** Names its configuration; unique among the loaded plugins. */
  readonly name: string;
  /** Versions of the SDK it was made for, `^0.1.0` or `0.1.0`. */
  readonly sdkVersion: string;
  readonly configuration: Configuration;
  /** Builds the connectors. Opens nothing yet: that is for `execute` and `activate`. */
  create(configuration: z.output<Configuration>): PluginContent;
}

export function definePlugin<Configuration extends z.ZodType>(plugin: PluginDefinition<Configuration>): PluginDefinition<Configuration> {
  return Object.freeze(plugin);
}

/** A loaded plugin. */
export interface ConnectorPlugin {
  readonly name: string;
  /** As the configuration names it: an npm package or a folder. */
  readonly specifier: string;
  readonly connectors: readonly Connector[];
  readonly inboundConnectors: readonly InboundConnector[];
}

/** Everything that keeps the configured plugins from being loaded, all at once. */
export class PluginError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Plugins cannot be loaded:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'PluginError';
  }
}
