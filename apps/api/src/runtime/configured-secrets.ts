import type { SecretProvider } from '@vanthu/connector-sdk';

/** Settings that are secrets, and the connectors that may ask for them; the server's own steps report statuses to the axis. */
const ownSecrets: Readonly<Record<string, readonly string[]>> = { MAIL_PASSWORD: ['mail', 'mail-inbound'], AXIS_SECRET: ['axis', 'axis-inbound', 'documents'] };
const prefix = 'VANTHU_SECRET_';

/** Secrets from the environment: the connectors' own settings, and `VANTHU_SECRET_<NAME>` for diagrams. */
export class ConfiguredSecrets implements SecretProvider {
  constructor(
    private readonly settings: Readonly<Record<string, unknown>>,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {}

  find(name: string, connectorId: string): Promise<string | null> {
    const owners = ownSecrets[name];
    if (owners) {
      const value = this.settings[name];
      return Promise.resolve(owners.includes(connectorId) && typeof value === 'string' ? value : null);
    }
    return Promise.resolve(this.environment[`${prefix}${name}`] ?? null);
  }
}
