export * from './database-link.js';
export * from './galera-cluster.js';
export * from './machine.js';
export * from './mariadb-server.js';
export * from './test-databases.js';
export * from './surroundings.js';
