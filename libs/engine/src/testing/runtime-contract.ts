import { afterEach, beforeEach, describe } from '@jest/globals';
import type { RunnerOptions } from '../runtime/command-runner.js';
import { ProcessRunner } from '../runtime/process-runner.js';
import type { DeployedResource } from '../runtime/deployment.js';
import type { Key } from '@vanthu/model';
import type { Outcome, Done } from '../runtime/outcome.js';
import { ManualClock } from './manual-clock.js';
import { describeJobs } from './runtime-contract-jobs.js';
import { describeMessaging } from './runtime-contract-messaging.js';
import { describeOperating } from './runtime-contract-operating.js';
import { describeRunning } from './runtime-contract-running.js';
import { describeSignals } from './runtime-contract-signals.js';
import { describeStarting } from './runtime-contract-starting.js';
import type { StoreHarness } from './store-contract.js';

/** What the contract's specs work with: any number of runners ("processes") on one database. */
export class RuntimeWorld {
  readonly clock = new ManualClock();
  private readonly runners: ProcessRunner[] = [];

  constructor(
    private readonly harness: StoreHarness,
    private readonly options: RunnerOptions,
  ) {}

  /** A further process on the same database. */
  async runner(options: RunnerOptions = {}): Promise<ProcessRunner> {
    const runner = new ProcessRunner(await this.harness.open(), this.clock, { sweepMs: 3_600_000, ...this.options, ...options });
    this.runners.push(runner);
    await runner.start();
    return runner;
  }

  async close(): Promise<void> {
    await Promise.all(this.runners.map((each) => each.stop()));
    await this.harness.close();
  }
}

export interface RuntimeSpec {
  world: RuntimeWorld;
}

/** What every runtime on every store must do; run it with the store's harness, and with `cacheBytes` for a warm one. */
export function describeRuntime(name: string, harness: () => Promise<StoreHarness>, options: RunnerOptions = {}): void {
  describe(`the runtime on ${name}`, () => {
    const spec = {} as RuntimeSpec;
    beforeEach(async () => {
      spec.world = new RuntimeWorld(await harness(), options);
    });
    afterEach(() => spec.world.close());

    describeRunning(spec);
    describeMessaging(spec);
    describeJobs(spec);
    describeSignals(spec);
    describeStarting(spec);
    describeOperating(spec);
  });
}

export const clerk = { username: 'an' };

export async function deploy(runner: ProcessRunner, ...contents: readonly string[]): Promise<void> {
  const deployment = await runner.deploy(contents.map((content, index): DeployedResource => ({ name: `${index}.bpmn`, content })));
  if (deployment.kind === 'refused') throw new Error(JSON.stringify(deployment.problems, null, 1));
}

export async function startOne(runner: ProcessRunner, processId: string, variables = {}): Promise<Key> {
  const started = await runner.startInstance({ processId, variables, actor: clerk });
  if (started.kind !== 'started') throw new Error(started.reason);
  await started.effects;
  return started.instanceKey;
}

export function done(outcome: Outcome): Done {
  if (outcome.kind !== 'done') throw new Error(`${outcome.code}: ${outcome.reason}`);
  return outcome;
}

/** The key of the only open task that these events made. */
export function taskIn(outcome: Outcome): Key {
  const keys = done(outcome).events.flatMap((each) => (each.type === 'UserTaskCreated' ? [each.taskKey] : []));
  if (keys.length !== 1) throw new Error(`${keys.length} tasks were made`);
  return keys[0] as Key;
}

export function watchTasks(runner: ProcessRunner): Key[] {
  const tasks: Key[] = [];
  runner.onCommitted(({ events }) => {
    for (const each of events) if (each.type === 'UserTaskCreated') tasks.push(each.taskKey);
  });
  return tasks;
}

export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 6000; tries++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('It did not become true in 30 seconds.');
}
