import type { Key } from '@vanthu/model';
import type { Command } from '../execution/command.js';
import type { Ties } from './instance-executor.js';
import type { Outcome } from './outcome.js';

/** Runs one command on one instance, with all that follows from it. */
export interface Executor {
  execute(instanceKey: Key, command: Command, ties?: Ties, definitionKey?: Key | null): Promise<Outcome>;
}
