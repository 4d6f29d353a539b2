import type { SecretProvider } from '@vanthu/connector-sdk';

/** Settings that are secrets of one connector; the first part of the connector's id must fit. */
const ownSecrets: Readonly<Record<string, string>> = { MAIL_PASSWORD: 'mail', AXIS_SECRET: 'axis' };
const prefix = 'VANTHU_SECRET_';

/** Secrets from the environment: the connectors' own settings, and `VANTHU_SECRET_<NAME>` for diagrams. */
export class ConfiguredSecrets implements SecretProvider {
  constructor(
    private readonly settings: Readonly<Record<string, unknown>>,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {}

  find(name: string, connectorId: string): Promise<string | null> {
    const owner = ownSecrets[name];
    if (owner !== undefined) {
      const value = this.settings[name];
      return Promise.resolve(connectorId.split('-')[0] === owner && typeof value === 'string' ? value : null);
    }
    return Promise.resolve(this.environment[`${prefix}${name}`] ?? null);
  }
}
