import type { Command, CommitMember, Outcome, TakenJob } from '@vanthu/engine';
import type { OperationOutcome } from '@vanthu/connector-sdk';
import { currentActivity, during, type ActivityIds } from './activity.js';
import type { Metrics } from './metrics/metrics.js';
import type { Tracer } from './tracing/tracer.js';
import { preciseNow } from './tracing/tracing.js';

type WatchedJob = Pick<TakenJob, 'key' | 'type' | 'instanceKey' | 'elementId' | 'attempt'>;

/** Watches what the server does: metrics always, traces where a collector is configured, ids for the log. */
export class Monitor {
  constructor(
    readonly metrics: Metrics,
    /** null: no collector is configured. */
    readonly tracer: Tracer | null,
  ) {}

  async command(instanceKey: string, command: Command, work: () => Promise<Outcome>): Promise<Outcome> {
    noteIds(instanceKey, command);
    const endSpan = this.tracer?.beginCommand(instanceKey, command);
    const began = performance.now();
    let outcome = 'failed';
    this.metrics.commandBegan(instanceKey);
    try {
      const done = await work();
      outcome = done.kind === 'done' ? 'done' : done.code;
      if (done.kind === 'done') this.metrics.happened(done.events);
      return done;
    } finally {
      this.metrics.commandEnded(instanceKey, command.type, outcome, secondsSince(began));
      endSpan?.(outcome === 'done' ? undefined : outcome);
    }
  }

  async commit<T>(members: readonly CommitMember[], work: () => Promise<T>): Promise<T> {
    const [began, startedAt] = [performance.now(), preciseNow()];
    let outcome: 'committed' | 'failed' = 'failed';
    try {
      const result = await work();
      outcome = 'committed';
      this.tracer?.committed(members, startedAt);
      return result;
    } finally {
      this.metrics.commit(members, outcome, secondsSince(began));
    }
  }

  /** An operation of a connector, as the job of a service task. */
  async operation(connector: string, operation: string, job: WatchedJob, work: () => Promise<OperationOutcome>): Promise<OperationOutcome> {
    const began = performance.now();
    const traced = this.tracer?.beginJob(job);
    let outcome = 'failed';
    try {
      const result = await during({ ids: { jobKey: job.key, instanceKey: job.instanceKey }, span: traced?.span ?? null }, work);
      outcome = result.kind;
      return result;
    } finally {
      this.metrics.operation(connector, operation, outcome, secondsSince(began));
      traced?.end(outcome === 'completed' ? undefined : outcome);
    }
  }

  async stop(): Promise<void> {
    await this.tracer?.stop();
    this.metrics.registry.clear();
  }
}

function noteIds(instanceKey: string, command: Command): void {
  const ids: ActivityIds | undefined = currentActivity()?.ids;
  if (!ids || ids.instanceKey !== undefined) return;
  ids.instanceKey = instanceKey;
  if ('taskKey' in command) ids.taskKey = command.taskKey;
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}
