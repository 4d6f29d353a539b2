import { WorkingDayCalendar } from '@vanthu/documents';
import { JobDispatcher, KeyGenerator, TimerScheduler } from '@vanthu/engine';
import { FolderFileStore, ProcessQueries, domainStores, type Database } from '@vanthu/persistence';
import type { Logger } from 'pino';
import type { Configuration } from '../configuration/configuration.js';
import { keptPlaces } from '../operations/kept-places.js';
import { AdjustableClock } from '../orchestration/clock/adjustable-clock.js';
import { RestDocuments } from '../orchestration/documents/rest-documents.js';
import { addWorkGauges } from '../operations/metrics/work-gauges.js';
import { Metrics } from '../operations/metrics/metrics.js';
import { Monitor } from '../operations/monitor.js';
import { otlpSink } from '../operations/tracing/otlp-sink.js';
import { Tracer } from '../operations/tracing/tracer.js';
import { WatchedRunner, WatchedStore } from '../operations/watched-engine.js';
import { readProcessLibrary } from '../routing/process-library.js';
import { historyRetention } from '../runtime/history-retention.js';
import { UnitTree } from '../runtime/unit-tree.js';
import { TrustStore } from '../signing/trust.js';

/** Snapshots of process instances whose states are kept in memory, where they take about three times as much. */
const CACHE_BYTES = 16 << 20;

export type Foundation = Awaited<ReturnType<typeof layFoundation>>;

/** What everything else stands on: stores, files, the process engine, what is read from folders. Nothing runs yet. */
export async function layFoundation(configuration: Configuration, logger: Logger, database: Database) {
  const { filesDir, archiveDir, restDocumentsDir } = keptPlaces(configuration);
  const clock = new AdjustableClock();
  const onError = (error: unknown, what: string) => logger.error({ err: error }, what);
  const monitor = new Monitor(new Metrics(), await tracerOf(configuration));
  addWorkGauges(monitor.metrics, database, clock.now);
  const processStore = new WatchedStore(database, monitor);
  clock.goOnFrom(await processStore.latestStepAt());
  const keys = new KeyGenerator(clock, await processStore.allocateNode());
  const stores = domainStores(database, { now: clock.now, nextKey: () => keys.next() });
  const units = new UnitTree(stores.organisation, onError);
  const calendar = new WorkingDayCalendar({ unitAndAncestors: (id) => units.upwards(id) });
  const library = await readProcessLibrary(configuration.PROCESSES_DIR);
  const retention = historyRetention(configuration.HISTORY_RETENTION_DAYS, library);
  const runner = new WatchedRunner(processStore, clock, { calendar, tenantChain: (unit) => units.tenantChain(unit), cacheBytes: CACHE_BYTES, retention, onError }, monitor);
  return {
    configuration, logger, database, clock, onError, monitor, stores, units, calendar, runner,
    queries: new ProcessQueries(database),
    dispatcher: new JobDispatcher(runner, { lockMs: configuration.JOB_LOCK_SECONDS * 1000, onError }),
    timers: new TimerScheduler(runner, { onError }),
    files: new FolderFileStore(filesDir),
    restDocuments: new RestDocuments(restDocumentsDir, clock.now),
    archiveDir,
    library,
    trust: await TrustStore.read(configuration.SIGNING_TRUST_FILE),
  };
}

async function tracerOf({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: serviceName, OTEL_TRACES_SAMPLER_ARG: ratio }: Configuration): Promise<Tracer | null> {
  return endpoint === undefined ? null : new Tracer(await otlpSink({ endpoint, serviceName, ratio }));
}
