import { poolUsage, readWorkLevels, type Database, type WorkLevels } from '@vanthu/persistence';
import type { Metrics } from './metrics.js';

/** Several scrapers, and the gauges of one scrape, share a look at the database. */
const KEPT_MS = 5_000;

/** Gauges of what waits in the database (the same in every process) and of this process's connections to it. */
export function addWorkGauges(metrics: Metrics, database: Database, now: () => number): void {
  let looked: { readonly at: number; readonly levels: Promise<WorkLevels> } | null = null;
  const levels = (): Promise<WorkLevels> => {
    if (!looked || performance.now() - looked.at > KEPT_MS) looked = { at: performance.now(), levels: readWorkLevels(database, now()) };
    return looked.levels;
  };
  const level = (name: string, help: string, value: (levels: WorkLevels) => number) => metrics.gauge(name, help, whenThere(async (set) => set(value(await levels()))));
  level('vanthu_open_incidents', 'Incidents that wait for somebody, of all processes', (each) => each.openIncidents);
  level('vanthu_open_tasks', 'Open user tasks, of all processes; counted up to 100,000', (each) => each.openTasks);
  level('vanthu_timer_lag_seconds', 'How long the most overdue timer waits', (each) => each.timerLagMs / 1000);
  level('vanthu_outbox_commands', 'Commands between instances that are not carried out yet', (each) => each.outbox);
  metrics.gauge('vanthu_jobs_due', 'Jobs that a worker could take now, of all processes', whenThere(async (set) => {
    for (const [type, number] of (await levels()).dueJobs) set(number, { type });
  }), ['type']);
  metrics.gauge('vanthu_database_connections', 'Connections of this process to the database server', (set) => {
    const usage = poolUsage(database);
    if (!usage) return;
    set(usage.open - usage.idle, { state: 'busy' });
    set(usage.idle, { state: 'idle' });
    set(usage.waiting, { state: 'awaited' });
  }, ['state']);
}

/** While the database is away its levels are absent; everything else is still told. */
function whenThere<S>(read: (set: S) => Promise<void>): (set: S) => Promise<void> {
  return (set) => read(set).catch(() => undefined);
}
