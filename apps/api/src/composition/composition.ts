import { sampleData } from '@vanthu/documents';
import type { DeployedDefinition, ProcessRunner } from '@vanthu/engine';
import { openDatabase, type DomainStores } from '@vanthu/persistence';
import type { Logger } from 'pino';
import type { Configuration } from '../configuration/configuration.js';
import { ArchiveReader } from '../documents/archive-reader.js';
import { DocumentAccess } from '../documents/document-access.js';
import { DocumentDiagrams } from '../documents/document-diagrams.js';
import { DraftInput } from '../documents/draft-input.js';
import { FileDownloads } from '../documents/file-downloads.js';
import { LetterComposer } from '../documents/letter-composer.js';
import { PersonActs } from '../documents/person-acts.js';
import { ReceivedFiles } from '../documents/received-files.js';
import { Intake } from '../intake/intake.js';
import { keptPlaces } from '../operations/kept-places.js';
import { Incidents } from '../operations/incidents.js';
import { InstanceDesk } from '../operations/instance-desk.js';
import { Readiness } from '../operations/readiness.js';
import { OfficialWork } from '../orchestration/official-work/official-work.js';
import type { ProcessFamily } from '../routing/process-library.js';
import { RoutingDesk } from '../routing/routing-desk.js';
import { CaseProcesses } from '../runtime/case-processes.js';
import { ConfiguredSecrets } from '../runtime/configured-secrets.js';
import { ConnectorHost } from '../runtime/connector-host.js';
import { UnattendedCases } from '../runtime/unattended-cases.js';
import { SigningDesk } from '../signing/signing-desk.js';
import { TaskDefinitions } from '../tasks/task-definitions.js';
import { TaskDesk } from '../tasks/task-desk.js';
import { TaskEvents } from '../tasks/task-events.js';
import { addAdministrator, type MadeAdministrator } from './administrator.js';
import { layFoundation, type Foundation } from './foundation.js';
import { Housekeeping } from './housekeeping.js';
import { InboundHosts } from './inbound-hosts.js';
import { outboundConnectors } from './outbound-connectors.js';

/** Everything the server is made of, wired once; the HTTP side takes its parts from here. */
export interface Composition extends DomainStores, ReturnType<typeof partsOf>, Pick<Foundation, 'clock' | 'timers' | 'restDocuments' | 'database' | 'monitor' | 'queries' | 'runner' | 'trust' | 'files' | 'calendar'> {
  /** Deploys the processes, starts work; an administrator that was made is told this once. */
  start(): Promise<MadeAdministrator | null>;
  /** Ends what was begun and closes the database. */
  stop(): Promise<void>;
}

export async function compose(configuration: Configuration, logger: Logger): Promise<Composition> {
  const database = await openDatabase(keptPlaces(configuration).database);
  try {
    return wire(await layFoundation(configuration, logger, database));
  } catch (error) {
    await database.close();
    throw error;
  }
}

function wire(foundation: Foundation): Composition {
  const { stores, database, monitor, queries, runner, trust, files, calendar, configuration, logger, onError } = foundation;
  const secrets = new ConfiguredSecrets(configuration, process.env);
  const axisOrigins = configuration.AXIS_URL ? [new URL(configuration.AXIS_URL).origin] : [];
  const allowedOrigins = [...axisOrigins, ...configuration.HTTP_CONNECTOR_ORIGINS.split(',').map((each) => each.trim()).filter((each) => each !== '')];
  const host = new ConnectorHost({ files, secrets, logger, allowedOrigins, monitor, processes: stores.processes });
  const parts = partsOf(foundation, host);
  const inbound = new InboundHosts({ configuration, door: parts.door, secrets, stores, files, logger, axisOrigins });
  const housekeeping = new Housekeeping(stores, onError);
  const unattended = new UnattendedCases(parts.cases, foundation.clock.now, onError);
  return {
    clock: foundation.clock, timers: foundation.timers, restDocuments: foundation.restDocuments,
    ...stores, ...parts, database, monitor, queries, runner, trust, files, calendar,
    start: () => start(foundation, parts, host, inbound, [housekeeping, unattended]),
    async stop() {
      parts.readiness.stop();
      housekeeping.stop();
      foundation.units.stop();
      const running = [inbound, unattended, foundation.timers, foundation.dispatcher, runner, monitor];
      for (const each of running) await each.stop().catch((error: unknown) => onError(error, 'a part did not stop cleanly'));
      await database.close();
    },
  };
}

function partsOf({ stores, runner, queries, files, archiveDir, calendar, units, library, trust, database }: Foundation, host: ConnectorHost) {
  const receivedFiles = new ReceivedFiles(files);
  const composer = new LetterComposer(stores.reader, stores.drafts, stores.organisation, files);
  const cases = new CaseProcesses(runner, stores.reader, stores.processes, calendar);
  const english = Object.assign({}, ...library.map((each) => each.english)) as Record<string, string>;
  const tasks = new TaskDesk({ ...stores, runner, queries, definitions: new TaskDefinitions(runner), english });
  return {
    composer, cases, tasks,
    taskEvents: new TaskEvents(runner),
    personActs: new PersonActs(runner, queries, stores.processes, stores.organisation, stores.trail),
    door: new Intake({ ...stores, receivedFiles, cases }),
    access: new DocumentAccess(stores.reader),
    draftInput: new DraftInput(stores.organisation, receivedFiles),
    diagrams: new DocumentDiagrams(runner, queries, stores.processes),
    downloads: new FileDownloads(files),
    archive: new ArchiveReader(archiveDir),
    signing: new SigningDesk({ ...stores, files, composer, trust, tasks }),
    routing: new RoutingDesk({ runner, queries, organisation: stores.organisation, audit: stores.audit, units, library, jobTypes: () => host.jobTypes }),
    incidents: new Incidents({ ...stores, runner, queries, units }),
    instanceDesk: new InstanceDesk({ ...stores, runner, queries, units }),
    official: new OfficialWork(runner.store, stores.processes, () => host.jobTypes),
    readiness: new Readiness(database),
  };
}

async function start(foundation: Foundation, { cases, composer, personActs, official }: ReturnType<typeof partsOf>, host: ConnectorHost, inbound: InboundHosts, [housekeeping, unattended]: readonly [Housekeeping, UnattendedCases]): Promise<MadeAdministrator | null> {
  const { configuration, stores, units, files, runner, dispatcher, timers, library, calendar, archiveDir, trust, clock } = foundation;
  await files.prepare();
  if (configuration.SAMPLE_DATA === 'sample') await stores.organisation.loadSample(sampleData);
  const administrator = await addAdministrator(configuration, stores.organisation);
  await units.start();
  host.register(dispatcher, await outboundConnectors({ ...stores, configuration, archiveDir, files, calendar, composer, personActs, trustedCertificates: trust.certificates }));
  await runner.start();
  official.reserve(await deployLibrary(runner, library));
  housekeeping.start();
  if (configuration.ROLE === 'api') return administrator;
  dispatcher.start();
  timers.start();
  await cases.startUnattended(clock.now());
  await inbound.start();
  unattended.start();
  return administrator;
}

/** The base of every family; unchanged files add no version. */
async function deployLibrary(runner: ProcessRunner, library: readonly ProcessFamily[]): Promise<readonly DeployedDefinition[]> {
  const deployed = await runner.deploy(library.flatMap((family) => family.resources));
  if (deployed.kind === 'deployed') return deployed.definitions;
  throw new Error(`The processes cannot be deployed:\n${deployed.problems.map((each) => `  ${each.resourceName} ${each.elementId ?? ''}: ${each.reason}`).join('\n')}`);
}
