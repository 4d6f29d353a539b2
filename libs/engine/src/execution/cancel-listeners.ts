import type { Command, Rejection } from './command.js';
import { clearIncident, system } from './incidents.js';
import { cancelJob } from './jobs.js';
import type { Key } from '@vanthu/model';
import { reject } from './rejection.js';
import type { Run } from './run.js';
import { beginTransition, factsOf } from './task-listeners.js';

/**
 * A command that would end user tasks whose canceling listeners have not been asked yet waits until they have answered;
 * then it is carried out.
 */
export function holdBack(run: Run, command: Command, tasks: ReadonlySet<Key>): Rejection | undefined {
  const text = JSON.stringify(command);
  if (run.deferred.some((other) => other.awaits.length > 0 && JSON.stringify(other.command) === text)) return reject('NOT_FOUND', 'This has been asked for already. It is done as soon as the canceling listeners of the tasks that it ends have answered.');
  run.deferred = [...run.deferred, { command, awaits: [...tasks] }];
  for (const key of tasks) {
    const instance = run.find(key);
    if (instance?.task === undefined || instance.transition?.event === 'canceling') continue;
    clearIncident(run, key, system);
    cancelJob(run, key);
    beginTransition(run, key, { event: 'canceling', facts: factsOf(instance.task), actor: 'actor' in command ? command.actor : system });
  }
  return undefined;
}

/** Commands whose listeners have all answered, or whose tasks are gone, are carried out now. */
export function releaseHeld(run: Run): void {
  if (!run.deferred.some(({ awaits }) => awaits.length > 0)) return;
  const isDone = (key: Key): boolean => run.find(key)?.transition?.event !== 'canceling';
  const ready = run.deferred.filter(({ awaits }) => awaits.length > 0 && awaits.every(isDone));
  if (ready.length === 0) return;
  run.deferred = run.deferred.filter((each) => !ready.includes(each));
  run.released.push(...ready.map(({ command }) => command));
}
