import { ProcessRunner, type Clock, type Command, type CommitListener, type CommitMember, type CommitOutcome, type Outcome, type RunnerOptions, type TakeJobs, type TakenJob } from '@vanthu/engine';
import { SqlProcessStore, type Database } from '@vanthu/persistence';
import { outsideActivity } from './activity.js';
import type { Monitor } from './monitor.js';

/** The engine's store, with its transactions and taken jobs told to the monitor. */
export class WatchedStore extends SqlProcessStore {
  constructor(
    database: Database,
    private readonly monitor: Monitor,
  ) {
    super(database);
  }

  override commit(members: readonly CommitMember[]): Promise<readonly CommitOutcome[]> {
    return this.monitor.commit(members, () => super.commit(members));
  }

  override async takeJobs(request: TakeJobs): Promise<readonly TakenJob[]> {
    const jobs = await super.takeJobs(request);
    this.monitor.metrics.jobsTaken(jobs);
    return jobs;
  }
}

/** The process runner, with every command told to the monitor, whoever gave it: a request, a worker, a timer, another instance. */
export class WatchedRunner extends ProcessRunner {
  constructor(
    store: WatchedStore,
    clock: Clock,
    options: RunnerOptions,
    private readonly monitor: Monitor,
  ) {
    super(store, clock, options);
    // Workers that a request wakes do not become part of it.
    const watch = this.jobs.watch.bind(this.jobs);
    this.jobs.watch = (watcher) => watch({ ...watcher, wake: () => outsideActivity(() => watcher.wake()) });
  }

  override execute(...[instanceKey, command, ties, definitionKey]: Parameters<ProcessRunner['execute']>): Promise<Outcome> {
    return this.monitor.command(instanceKey, command satisfies Command, () => super.execute(instanceKey, command, ties, definitionKey));
  }

  /** Nor do schedulers that listen. */
  override onCommitted(listener: CommitListener): () => void {
    return super.onCommitted((member) => outsideActivity(() => listener(member)));
  }
}
