import type { MigrationInterface } from 'typeorm';

/** All migrations, in order; each domain adds its own file here. */
export const migrations: (new () => MigrationInterface)[] = [];
