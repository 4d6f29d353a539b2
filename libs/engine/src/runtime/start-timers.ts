import type { Key } from '@vanthu/model';
import type { ProcessModel } from '../compile/process-model.js';
import type { ExecutionContext } from '../execution/context.js';
import { nextStartTimer, startTimerSchedule } from '../execution/start-timers.js';
import type { Schedule } from '../execution/timer-schedule.js';
import type { Clock } from './clock.js';
import type { Definitions } from './definitions.js';
import type { DeploymentProblem } from './deployment.js';
import type { Executor } from './executor.js';
import { BASE_TENANT, type ConsumedStartTimer, type ProcessStore, type StartTimer, type StoredDefinition } from './process-store.js';

/** Timer start events: armed by a deployment, fired once for each time they are due by whichever process. */
export class StartTimers {
  constructor(
    private readonly store: ProcessStore,
    private readonly clock: Clock,
    private readonly definitions: Definitions,
    private readonly executor: Executor,
    private readonly nextKey: () => Key,
    private readonly environment: Omit<ExecutionContext, 'now' | 'nextKey'>,
  ) {}

  /** Of a version from now on, or from when it is effective. */
  of(definition: StoredDefinition, model: ProcessModel | null): readonly StartTimer[] {
    const from = Math.max(this.clock.now(), definition.effectiveFrom);
    return (model?.startEvents ?? []).flatMap((start): StartTimer[] => {
      const schedule = start.timer === undefined || model === null ? null : startTimerSchedule(model, start, unitOf(definition), this.context(from));
      if (schedule === null || typeof schedule === 'string') return [];
      const { dueAt, repeat } = schedule;
      const place = { definitionKey: definition.key, processId: definition.id, tenantId: definition.tenantId, elementId: start.elementId };
      return [{ timerKey: this.nextKey(), ...place, dueAt: Math.max(dueAt, from), remaining: repeat?.remaining ?? 0, interval: repeat?.interval ?? null }];
    });
  }

  /** Timers without a time: a deployment with them is refused. */
  problemsOf(resourceName: string, model: ProcessModel | null): readonly DeploymentProblem[] {
    return (model?.startEvents ?? []).flatMap((start) => {
      const schedule = start.timer === undefined || model === null ? null : startTimerSchedule(model, start, null, this.context(this.clock.now()));
      return typeof schedule === 'string' ? [{ resourceName, elementId: start.elementId, code: 'TIMER_INVALID', reason: schedule, reasonVi: `Không tính được thời điểm bắt đầu của "${start.elementId}": ${schedule}` }] : [];
    });
  }

  /** Of the version that is the newest once this one is deleted. */
  async rearmed(deleted: StoredDefinition): Promise<readonly StartTimer[]> {
    if (deleted.kind !== 'process') return [];
    const latest = await this.store.latestDefinition('process', deleted.id, [deleted.tenantId], this.clock.now());
    if (latest?.key !== deleted.key) return [];
    const before = await this.store.versionBefore(deleted);
    return before ? this.of(before, await this.definitions.model(before.key)) : [];
  }

  /** Starts the instance and moves the timer on, in one transaction. */
  async fire(timer: StartTimer): Promise<void> {
    const definition = await this.definitions.findLatest('process', timer.processId, [timer.tenantId]);
    if (definition?.key !== timer.definitionKey) return this.store.moveStartTimer(timer.timerKey, timer.dueAt, null);
    const next = this.nextOf(timer);
    const instanceKey = this.nextKey();
    const unit = unitOf(definition);
    const start = { type: 'StartInstance', instanceKey, startElementId: timer.elementId, variables: {}, ...(unit !== null && { orgUnitId: unit }), actor: { username: null } } as const;
    const outcome = await this.executor.execute(instanceKey, start, { consumedStartTimer: { timerKey: timer.timerKey, dueAt: timer.dueAt, next }, isFollowUp: true }, definition.key);
    if (outcome.kind === 'done' || outcome.code === 'DUPLICATE' || outcome.code === 'CONFLICT' || outcome.code === 'STOPPED') return;
    await this.store.moveStartTimer(timer.timerKey, timer.dueAt, next);
    throw new Error(`Timer start event "${timer.elementId}" of ${timer.processId}: ${outcome.reason}`);
  }

  private nextOf({ dueAt, remaining, interval }: StartTimer): ConsumedStartTimer['next'] {
    const schedule: Schedule = { dueAt, repeat: interval === null ? null : { remaining, interval } };
    const next = nextStartTimer(schedule, this.context(this.clock.now()));
    return next ? { dueAt: next.dueAt, remaining: next.repeat?.remaining ?? 0 } : null;
  }

  private context(now: number): ExecutionContext {
    return { ...this.environment, now, nextKey: this.nextKey };
  }
}

function unitOf({ tenantId }: StoredDefinition): string | null {
  return tenantId === BASE_TENANT ? null : tenantId;
}
