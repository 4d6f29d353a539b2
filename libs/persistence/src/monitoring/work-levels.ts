import type { Database } from '../data-source.js';

/** How much work waits in the database, of all processes together. */
export interface WorkLevels {
  readonly openIncidents: number;
  readonly openTasks: number;
  /** How long the timer that is due longest waits to be fired; 0 when none is due. */
  readonly timerLagMs: number;
  /** Jobs that a worker could take now, by type. */
  readonly dueJobs: ReadonlyMap<string, number>;
  /** Commands between instances that are not carried out yet. */
  readonly outbox: number;
}

/** Counting stops here: a level is to be cheap to read, whatever it is. */
const CAP = 100_000;

export async function readWorkLevels(database: Database, now: number): Promise<WorkLevels> {
  const count = async (from: string, ...parameters: unknown[]) => {
    const [row] = await database.query<{ number: unknown }>(`SELECT COUNT(*) AS number FROM (SELECT 1 AS one FROM ${from} LIMIT ${CAP}) counted`, parameters);
    return Number(row?.number ?? 0);
  };
  const openIncidents = await count("incident WHERE state = 'open'");
  const openTasks = await count('(SELECT DISTINCT task_key FROM task_inbox) open');
  const outbox = await count('outbox');
  const [due] = await database.query<{ earliest: unknown }>('SELECT MIN(available_at) AS earliest FROM timer WHERE available_at <= ?', [now]);
  const timerLagMs = due?.earliest === null || due?.earliest === undefined ? 0 : Math.max(now - Number(due.earliest), 0);
  const jobs = await database.query<{ type: string; number: unknown }>('SELECT type, COUNT(*) AS number FROM job WHERE available_at <= ? GROUP BY type', [now]);
  return { openIncidents, openTasks, timerLagMs, outbox, dueJobs: new Map(jobs.map((each) => [each.type, Number(each.number)])) };
}
