import { createHash } from 'node:crypto';
import type { HostContext } from '../host-context.js';
import type { OperationOutcome } from '../outcome.js';
import type { ConnectorFiles, ConnectorLogger, StoredFile } from '../operation-context.js';
import { runtimeError } from '../runtime-errors.js';

export interface LogLine {
  readonly level: keyof ConnectorLogger;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>> | undefined;
}

/** A host in memory for specs: everything it was asked for can be looked at afterwards. */
export interface TestHost extends HostContext {
  readonly log: readonly LogLine[];
  /** Stored contents by SHA-256, those given and those saved. */
  readonly stored: ReadonlyMap<string, Uint8Array>;
  readonly askedSecrets: readonly string[];
  readonly files: ConnectorFiles;
}

export interface TestHostOptions {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly files?: readonly Uint8Array[];
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
  readonly attempt?: number;
  readonly now?: Date;
  readonly timeoutMs?: number;
  readonly graceMs?: number;
}

const defaultNow = new Date('2026-10-04T02:15:00.000Z');

/** Builds a host with sensible defaults: no secrets, no files, no network. */
export function testHost(options: TestHostOptions = {}): TestHost {
  const log: LogLine[] = [];
  const askedSecrets: string[] = [];
  const stored = new Map((options.files ?? []).map((content) => [sha256Of(content), content]));
  return {
    log,
    stored,
    askedSecrets,
    logger: recordingLogger(log),
    files: memoryFiles(stored, () => options.now ?? defaultNow),
    secrets: {
      find: (name) => {
        askedSecrets.push(name);
        return Promise.resolve(options.secrets?.[name] ?? null);
      },
    },
    fetch: options.fetch ?? (() => Promise.reject(new Error('this host has no network'))),
    signal: options.signal ?? new AbortController().signal,
    idempotencyKey: options.idempotencyKey ?? 'job-1',
    attempt: options.attempt ?? 1,
    now: () => options.now ?? defaultNow,
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
    ...(options.graceMs !== undefined && { graceMs: options.graceMs }),
  };
}

/** The file store's contract in a map. */
export function memoryFiles(stored: Map<string, Uint8Array>, now: () => Date = () => new Date()): ConnectorFiles {
  const times = new Map([...stored.keys()].map((sha256) => [sha256, now()]));
  const statOf = (sha256: string): (StoredFile & { readonly storedAt: Date }) | null => {
    const content = stored.get(sha256);
    return content ? { sha256, size: content.byteLength, storedAt: times.get(sha256) ?? now() } : null;
  };
  return {
    read(sha256) {
      const content = stored.get(sha256);
      if (content) return Promise.resolve(content);
      return Promise.reject(runtimeError('FILE_MISSING', { detail: sha256 }));
    },
    stat: (sha256) => Promise.resolve(statOf(sha256)),
    save(content) {
      const sha256 = sha256Of(content);
      if (!stored.has(sha256)) times.set(sha256, now());
      stored.set(sha256, content);
      return Promise.resolve({ sha256, size: content.byteLength });
    },
  };
}

export function recordingLogger(log: LogLine[]): ConnectorLogger {
  const write = (level: keyof ConnectorLogger): ConnectorLogger[typeof level] => (message, fields) => void log.push({ level, message, fields });
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

export function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The output of a completed run; throws with the outcome otherwise. */
export function outputOf(outcome: OperationOutcome): Readonly<Record<string, unknown>> {
  if (outcome.kind === 'completed') return outcome.output;
  throw new Error(`The operation did not complete: ${JSON.stringify(outcome)}`);
}
