import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { DataSource } from 'typeorm';
import { driverErrorOf, explain } from './database-error.js';
import type { ServerChoice } from './server-choice.js';
import type { SilenceWatch } from './silence-watch.js';

/** Of a cluster node that does not see most of the others, or is still catching up. */
export const NODE_NOT_READY = 1047;

export interface MariadbServers {
  readonly choice: ServerChoice;
  readonly watch: SilenceWatch;
  /** The socket of a pool's connection. */
  socketOf(connection: object): Socket | null;
}

interface MysqlRunner {
  query(sql: string, parameters?: unknown[], useStructuredResult?: boolean): Promise<unknown>;
  connect(): Promise<object>;
}
type MysqlRunnerClass = new (driver: unknown, mode: string) => MysqlRunner;

/** Afterwards no statement waits for a server that is silent or cut off, and what the driver reports is explained wherever it is thrown. */
export function guardMariadb(dataSource: DataSource, servers: MariadbServers, where: string): void {
  const driver = dataSource.driver as unknown as { createQueryRunner: (mode: string) => MysqlRunner };
  const require = createRequire(import.meta.url);
  const { MysqlQueryRunner } = require('typeorm/driver/mysql/MysqlQueryRunner') as { MysqlQueryRunner: MysqlRunnerClass };
  const Runner = guardedRunner(MysqlQueryRunner, servers, where);
  driver.createQueryRunner = (mode) => new Runner(driver, mode);
}

function guardedRunner(Base: MysqlRunnerClass, { choice, watch, socketOf }: MariadbServers, where: string): MysqlRunnerClass {
  return class extends Base {
    override async query(sql: string, parameters?: unknown[], useStructuredResult?: boolean): Promise<unknown> {
      let socket: Socket | null = null;
      let over: () => void = () => undefined;
      try {
        socket = socketOf(await this.connect());
        if (socket) over = watch.begin(socket);
        return await super.query(sql, parameters, useStructuredResult);
      } catch (error) {
        const server = socket && choice.serverOf(socket);
        if (server && driverErrorOf(error).errno === NODE_NOT_READY) choice.leave(server, error as Error);
        throw explain(error, where);
      } finally {
        over();
      }
    }
  };
}
