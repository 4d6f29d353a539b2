import path from 'node:path';
import { WorkingDayCalendar, sampleData } from '@vanthu/documents';
import { JobDispatcher, KeyGenerator, ProcessRunner, TimerScheduler } from '@vanthu/engine';
import { FolderFileStore, ProcessQueries, SqlProcessStore, domainStores, openDatabase, type Database, type DomainStores } from '@vanthu/persistence';
import type { Logger } from 'pino';
import type { Configuration } from '../configuration/configuration.js';
import { ArchiveReader } from '../documents/archive-reader.js';
import { DocumentAccess } from '../documents/document-access.js';
import { DocumentDiagrams } from '../documents/document-diagrams.js';
import { FileDownloads } from '../documents/file-downloads.js';
import { LetterComposer } from '../documents/letter-composer.js';
import { PersonActs } from '../documents/person-acts.js';
import { ReceivedFiles } from '../documents/received-files.js';
import { Intake } from '../intake/intake.js';
import { Incidents } from '../operations/incidents.js';
import { Readiness } from '../operations/readiness.js';
import { readProcessLibrary, type ProcessFamily } from '../routing/process-library.js';
import { RoutingDesk } from '../routing/routing-desk.js';
import { CaseProcesses } from '../runtime/case-processes.js';
import { ConfiguredSecrets } from '../runtime/configured-secrets.js';
import { ConnectorHost } from '../runtime/connector-host.js';
import { UnitTree } from '../runtime/unit-tree.js';
import { SigningDesk } from '../signing/signing-desk.js';
import { TrustStore } from '../signing/trust.js';
import { TaskDefinitions } from '../tasks/task-definitions.js';
import { TaskDesk } from '../tasks/task-desk.js';
import { addAdministrator } from './administrator.js';
import { InboundHosts } from './inbound-hosts.js';
import { outboundConnectors } from './outbound-connectors.js';

/** Everything the server is made of, wired once; the HTTP side takes its parts from here. */
export interface Composition extends DomainStores {
  readonly database: Database;
  readonly queries: ProcessQueries;
  readonly runner: ProcessRunner;
  readonly access: DocumentAccess;
  readonly diagrams: DocumentDiagrams;
  readonly downloads: FileDownloads;
  readonly receivedFiles: ReceivedFiles;
  readonly archive: ArchiveReader;
  readonly personActs: PersonActs;
  readonly door: Intake;
  readonly cases: CaseProcesses;
  readonly tasks: TaskDesk;
  readonly signing: SigningDesk;
  readonly trust: TrustStore;
  readonly routing: RoutingDesk;
  readonly incidents: Incidents;
  readonly readiness: Readiness;
  /** Deploys the processes, starts work. */
  start(): Promise<void>;
  /** Ends what was begun and closes the database. */
  stop(): Promise<void>;
}

const CACHE_BYTES = 64 << 20;

export async function compose(configuration: Configuration, logger: Logger): Promise<Composition> {
  const dataDir = path.resolve(configuration.DATA_DIR);
  const database = await openDatabase(configuration.DATABASE_URL ? { url: configuration.DATABASE_URL } : { file: path.join(dataDir, 'vanthu.db') });
  try {
    return await wire(configuration, logger, database, dataDir);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function wire(configuration: Configuration, logger: Logger, database: Database, dataDir: string): Promise<Composition> {
  const clock = { now: () => Date.now() };
  const processStore = new SqlProcessStore(database);
  const keys = new KeyGenerator(clock, await processStore.allocateNode());
  const stores = domainStores(database, { now: clock.now, nextKey: () => keys.next() });
  const files = new FolderFileStore(path.join(dataDir, 'files'));
  const archiveDir = path.resolve(configuration.ARCHIVE_DIR ?? path.join(dataDir, 'archive'));
  const [library, trust] = [await readProcessLibrary(configuration.PROCESSES_DIR), await TrustStore.read(configuration.SIGNING_TRUST_FILE)];
  const units = new UnitTree(stores.organisation);
  const calendar = new WorkingDayCalendar({ unitAndAncestors: (id) => units.upwards(id) });
  const onError = (error: unknown, what: string) => logger.error({ err: error }, what);
  const runner = new ProcessRunner(processStore, clock, { calendar, tenantChain: (unit) => units.tenantChain(unit), cacheBytes: CACHE_BYTES, onError });
  const queries = new ProcessQueries(database);
  const dispatcher = new JobDispatcher(runner, { lockMs: configuration.JOB_LOCK_SECONDS * 1000, onError });
  const timers = new TimerScheduler(runner, { onError });

  const composer = new LetterComposer(stores.reader, stores.drafts, stores.organisation, files);
  const personActs = new PersonActs(runner, queries, stores.processes, stores.organisation, stores.trail);
  const receivedFiles = new ReceivedFiles(files);
  const cases = new CaseProcesses(runner, stores.reader, stores.processes, calendar);
  const door = new Intake({ ...stores, receivedFiles, cases, logger });
  const secrets = new ConfiguredSecrets(configuration, process.env);
  const axisOrigins = configuration.AXIS_URL ? [new URL(configuration.AXIS_URL).origin] : [];
  const host = new ConnectorHost({
    files, secrets, logger,
    allowedOrigins: [...axisOrigins, ...configuration.HTTP_CONNECTOR_ORIGINS.split(',').map((each) => each.trim()).filter((each) => each !== '')],
    onJob: (job) => linkDocument(stores, job.instanceKey, job.variables['documentId']),
  });
  const inbound = new InboundHosts({ configuration, door, secrets, stores, files, logger, axisOrigins });

  const tasks = new TaskDesk({ ...stores, runner, queries, definitions: new TaskDefinitions(runner), english: Object.assign({}, ...library.map((each) => each.english)) as Record<string, string> });
  const readiness = new Readiness(database);
  return {
    ...stores,
    database, queries, runner, receivedFiles, personActs, door, cases, tasks, trust, readiness,
    access: new DocumentAccess(stores.reader),
    diagrams: new DocumentDiagrams(runner, queries, stores.processes),
    downloads: new FileDownloads(files),
    archive: new ArchiveReader(archiveDir),
    signing: new SigningDesk({ ...stores, files, composer, trust, tasks }),
    routing: new RoutingDesk({ runner, organisation: stores.organisation, audit: stores.audit, units, library, jobTypes: () => host.jobTypes }),
    incidents: new Incidents({ ...stores, runner, queries }),
    async start() {
      await files.prepare();
      if (configuration.SAMPLE_DATA === 'sample') await stores.organisation.loadSample(sampleData);
      await addAdministrator(configuration, stores.organisation);
      await units.start();
      host.register(dispatcher, await outboundConnectors({ ...stores, configuration, archiveDir, files, calendar, composer, personActs, trustedCertificates: trust.certificates }));
      await runner.start();
      await deployLibrary(runner, library);
      if (configuration.ROLE === 'api') return;
      dispatcher.start();
      timers.start();
      await inbound.start();
    },
    async stop() {
      readiness.stop();
      await inbound.stop();
      await timers.stop();
      await dispatcher.stop();
      await runner.stop();
      units.stop();
      await database.close();
    },
  };
}

/** The base of every family; unchanged files add no version. */
async function deployLibrary(runner: ProcessRunner, library: readonly ProcessFamily[]): Promise<void> {
  const deployed = await runner.deploy(library.flatMap((family) => family.resources));
  if (deployed.kind === 'deployed') return;
  throw new Error(`The processes cannot be deployed:\n${deployed.problems.map((each) => `  ${each.resourceName} ${each.elementId ?? ''}: ${each.reason}`).join('\n')}`);
}

async function linkDocument(stores: DomainStores, instanceKey: string, documentId: unknown): Promise<void> {
  if (typeof documentId === 'string' && /^\d{1,19}$/.test(documentId)) await stores.processes.link(instanceKey, documentId);
}
