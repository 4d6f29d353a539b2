import type { Key } from '@vanthu/model';
import type { CommitMember } from '../process-store.js';
import type { Projection } from './project.js';

/** Added to the time from which a job or timer of a suspended instance may be taken, so that no look for work finds it; ms. */
export const FROZEN = 4_000_000_000_000_000;

/** Instances whose open jobs and timers must be known before these members can be projected. */
export function suspendedOrResumed(members: readonly CommitMember[]): readonly Key[] {
  return members.filter(({ events }) => events.some((each) => each.type === 'InstanceSuspended' || each.type === 'InstanceResumed')).map((each) => each.instanceKey);
}

/** Jobs and timers that are open: a lock that a worker has goes on to count, so that resuming does not hand its job to another one. */
export function projectSuspension({ member, known, changes }: Projection, isSuspended: boolean): void {
  const { instanceKey } = member;
  const shift = isSuspended ? FROZEN : -FROZEN;
  changes.patch('processInstance', { instanceKey, suspendedAt: isSuspended ? member.at : null });
  for (const job of known.jobs) {
    if (job.instanceKey === instanceKey && job.availableAt !== null && isFrozen(job.availableAt) !== isSuspended) changes.patch('job', { jobKey: job.jobKey, availableAt: job.availableAt + shift });
  }
  for (const timer of known.timers) {
    if (timer.instanceKey === instanceKey) changes.patch('timer', { timerKey: timer.timerKey, availableAt: isSuspended ? timer.dueAt + FROZEN : timer.dueAt });
  }
}

export function isFrozen(time: number): boolean {
  return time >= FROZEN;
}
