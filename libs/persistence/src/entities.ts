import type { EntitySchema } from 'typeorm';

type EntityClass = new () => object;

/** All TypeORM entities; each domain adds its own here. The engine's tables have none: they are raw SQL. */
export const entities: (EntityClass | EntitySchema)[] = [];
