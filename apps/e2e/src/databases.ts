import { startMariadb } from '@vanthu/persistence/testing';

export interface TestDatabase {
  /** Settings that make the server use it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** The databases every end-to-end suite runs on; each start is a new empty one. */
export const databases: readonly (readonly [string, () => Promise<TestDatabase>])[] = [
  ['SQLite', () => Promise.resolve({ environment: {}, stop: () => Promise.resolve() })],
  ['MariaDB', startMariadbDatabase],
];

async function startMariadbDatabase(): Promise<TestDatabase> {
  const server = await startMariadb();
  return { environment: { DATABASE_URL: await server.createDatabase() }, stop: () => server.stop() };
}
