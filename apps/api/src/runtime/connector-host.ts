import { createEgressFetch, jobTypeOf, runOperation, type Connector, type ConnectorFiles, type ConnectorLogger, type OperationOutcome, type SecretProvider } from '@vanthu/connector-sdk';
import type { ActivatedJob, JobDispatcher, JobResult, JsonObject } from '@vanthu/engine';
import type { DocumentProcesses, FileStore } from '@vanthu/persistence';
import type { Logger } from 'pino';
import type { Monitor } from '../operations/monitor.js';
import { CaseLinks } from './case-links.js';

export interface ConnectorSurroundings {
  readonly files: FileStore;
  readonly secrets: SecretProvider;
  readonly logger: Logger;
  /** Origins that operations may reach by HTTP. */
  readonly allowedOrigins: readonly string[];
  readonly monitor: Pick<Monitor, 'operation'>;
  readonly processes: Pick<DocumentProcesses, 'link'>;
}

/** Runs the operations of connectors as the jobs of service tasks. */
export class ConnectorHost {
  private readonly fetch: typeof fetch;
  private readonly types = new Set<string>();
  private readonly links: CaseLinks;

  constructor(private readonly surroundings: ConnectorSurroundings) {
    this.links = new CaseLinks(surroundings.processes);
    this.fetch = createEgressFetch(surroundings.allowedOrigins);
  }

  /** Job types that somebody here works on. */
  get jobTypes(): ReadonlySet<string> {
    return this.types;
  }

  register(dispatcher: JobDispatcher, connectors: readonly Connector[]): void {
    for (const connector of connectors) {
      for (const operation of Object.keys(connector.operations)) {
        const type = jobTypeOf(connector, operation);
        this.types.add(type);
        dispatcher.register(type, (job, signal) => this.run(connector, operation, job, signal));
      }
    }
  }

  private async run(connector: Connector, operation: string, job: ActivatedJob, signal: AbortSignal): Promise<JobResult> {
    await this.links.note(job.instanceKey, job.variables['documentId']);
    const outcome = await this.surroundings.monitor.operation(connector.id, operation, job, () => runOperation(connector, operation, job.variables, {
      secrets: this.surroundings.secrets,
      fetch: this.fetch,
      logger: connectorLogger(this.surroundings.logger, `${connector.id}.${operation}`, job),
      signal,
      idempotencyKey: job.idempotencyKey,
      attempt: job.attempt,
      files: connectorFiles(this.surroundings.files),
      now: () => new Date(),
    }));
    return resultOf(outcome);
  }
}

/** What cannot get better by itself becomes an incident at once. */
function resultOf(outcome: OperationOutcome): JobResult {
  switch (outcome.kind) {
    case 'completed':
      return { kind: 'complete', variables: outcome.output as JsonObject };
    case 'error':
      return { kind: 'error', code: outcome.code, message: outcome.message, variables: outcome.variables as JsonObject };
    case 'failed':
      return {
        kind: 'fail',
        message: `${outcome.code}: ${outcome.message}`,
        ...(!outcome.retryable && { retries: 0 }),
        ...(outcome.retryAfterMs !== undefined && { retryAfterMs: outcome.retryAfterMs }),
      };
  }
}

export function connectorLogger(logger: Logger, name: string, job?: ActivatedJob): ConnectorLogger {
  const own = logger.child({ connector: name, ...(job && { jobKey: job.key, instanceKey: job.instanceKey }) });
  return {
    debug: (message, fields) => own.debug(fields ?? {}, message),
    info: (message, fields) => own.info(fields ?? {}, message),
    warn: (message, fields) => own.warn(fields ?? {}, message),
    error: (message, fields) => own.error(fields ?? {}, message),
  };
}

export function connectorFiles(files: FileStore): ConnectorFiles {
  return {
    read: (sha256) => files.read(sha256),
    save: (content) => files.save(content),
    stat: (sha256) => files.stat(sha256),
  };
}
