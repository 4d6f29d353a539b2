import type { ProcessModel } from '../compile/process-model.js';
import type { Command, Rejection } from './command.js';
import { broadcastSignal, childEnded, correlateMessage, fireTimer } from './commands/event-commands.js';
import { completeJob, failJob, throwJobError } from './commands/job-commands.js';
import { addLoopItem, removeLoopItem } from './commands/loop-commands.js';
import { modifyInstance } from './commands/modify-instance.js';
import { sendBackTask, withdrawTask } from './commands/send-back.js';
import { cancelInstance, resolveIncident, setVariables } from './commands/operator-commands.js';
import { emptyState, startInstance } from './commands/start-instance.js';
import { assignUserTask, completeUserTask, updateUserTask } from './commands/task-commands.js';
import type { ExecutionContext } from './context.js';
import type { ProcessEvent } from './event.js';
import { settleConditions } from './conditions.js';
import { settleJoins } from './joins.js';
import { activate } from './lifecycle.js';
import type { ProcessState } from './process-state.js';
import { reject } from './rejection.js';
import { BudgetExceeded, Run, type RunStatus } from './run.js';

/** What a command came to. */
export interface Advanced {
  readonly kind: 'advanced';
  /** Null when the instance has ended: nothing of it lives any more. */
  readonly state: ProcessState | null;
  readonly events: readonly ProcessEvent[];
  readonly status: RunStatus;
  readonly hasIncident: boolean;
}

type Handlers = { readonly [Type in Command['type']]: (run: Run, command: Extract<Command, { type: Type }>) => Rejection | undefined };

const handlers: Handlers = {
  StartInstance: startInstance,
  CompleteJob: completeJob,
  FailJob: failJob,
  ThrowJobError: throwJobError,
  CompleteUserTask: completeUserTask,
  AssignUserTask: assignUserTask,
  UpdateUserTask: updateUserTask,
  CorrelateMessage: correlateMessage,
  BroadcastSignal: broadcastSignal,
  FireTimer: fireTimer,
  SetVariables: setVariables,
  ResolveIncident: resolveIncident,
  CancelInstance: cancelInstance,
  ModifyInstance: modifyInstance,
  SendBackTask: sendBackTask,
  WithdrawTask: withdrawTask,
  AddLoopItem: addLoopItem,
  RemoveLoopItem: removeLoopItem,
  ChildEnded: childEnded,
};

const parkingLimit = 32;

/**
 * Runs one command to the next rest. `state` is null for `StartInstance` only, and is never changed. The same model,
 * state, command and context always give the same result. Throws on bugs only.
 */
export function advance(model: ProcessModel, state: ProcessState | null, command: Command, context: ExecutionContext): Advanced | Rejection {
  if (command.type === 'StartInstance') {
    return state === null ? settled(model, emptyState(command), command, context) : reject('INSTANCE_EXISTS', `Instance ${state.key} has been started already.`);
  }
  return state === null ? reject('INSTANCE_ENDED', 'The instance has ended. Nothing can be done in it any more.') : settled(model, state, command, context);
}

/** A command that loops without waiting is rolled back and run again, stopping with an incident where it looped. */
function settled(model: ProcessModel, state: ProcessState, command: Command, context: ExecutionContext): Advanced | Rejection {
  const parked = new Set<number>();
  for (;;) {
    const run = new Run(model, state, context, parked);
    try {
      const result = execute(run, command);
      if (result.kind === 'rejection') run.discard();
      return result;
    } catch (error) {
      run.discard();
      if (!(error instanceof BudgetExceeded)) throw error;
      if (error.element === null || parked.has(error.element) || parked.size >= parkingLimit) {
        return reject('BUDGET_EXCEEDED', 'The command takes more steps than allowed, so it was rolled back. Split the work by wait states, or raise the step budget.');
      }
      parked.add(error.element);
    }
  }
}

function execute(run: Run, command: Command): Advanced | Rejection {
  const handle = handlers[command.type] as (run: Run, command: Command) => Rejection | undefined;
  const rejection = handle(run, command);
  return rejection ?? settle(run);
}

/** Goes on until nothing moves any more. */
export function settle(run: Run): Advanced {
  do {
    for (let next = run.work.shift(); next !== undefined; next = run.work.shift()) {
      run.countVisit(next);
      activate(run, next);
    }
  } while (settleConditions(run) || (run.joins.size > 0 && settleJoins(run)));
  const after = run.seal();
  const state = run.status === 'active' ? after : null;
  return { kind: 'advanced', state, events: run.events, status: run.status, hasIncident: state !== null && state.incidents > 0 };
}
