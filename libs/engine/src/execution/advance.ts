import type { Key } from '@vanthu/model';
import type { ProcessModel } from '../compile/process-model.js';
import type { Command, Rejection } from './command.js';
import { broadcastSignal, childEnded, childEscalated, correlateMessage, fireTimer } from './commands/event-commands.js';
import { activateAdHoc } from './commands/ad-hoc-commands.js';
import { completeJob, failJob, throwJobError, updateJob } from './commands/job-commands.js';
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
import { system } from './incidents.js';
import { resumeInstance, suspendInstance, whileSuspended } from './suspension.js';
import { terminate } from './termination.js';
import { holdBack, releaseHeld } from './cancel-listeners.js';
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
  UpdateJob: updateJob,
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
  SuspendInstance: suspendInstance,
  ResumeInstance: resumeInstance,
  ModifyInstance: modifyInstance,
  SendBackTask: sendBackTask,
  WithdrawTask: withdrawTask,
  AddLoopItem: addLoopItem,
  RemoveLoopItem: removeLoopItem,
  ActivateAdHoc: activateAdHoc,
  ChildEscalated: childEscalated,
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
      if (result.kind === 'rejection' || run.unannounced.size === 0 || command.type === 'StartInstance' || state.suspendedAt !== null) return result;
      run.discard();
      return held(new Run(model, state, context, parked), command, run.unannounced);
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

function held(run: Run, command: Command, tasks: ReadonlySet<Key>): Advanced | Rejection {
  const rejection = holdBack(run, command, tasks);
  if (rejection !== undefined) run.discard();
  return rejection ?? settle(run);
}

function execute(run: Run, command: Command): Advanced | Rejection {
  const answer = whileSuspended(run, command);
  if (answer === 'deferred') return sealed(run);
  const rejection = answer ?? handle(run, command);
  return rejection ?? settle(run);
}

function handle(run: Run, command: Command): Rejection | undefined {
  const handler = handlers[command.type] as (run: Run, command: Command) => Rejection | undefined;
  return handler(run, command);
}

/** Goes on until nothing moves any more; then with what was put off and may go on now. */
export function settle(run: Run): Advanced {
  for (;;) {
    rest(run);
    releaseHeld(run);
    const next = run.status === 'active' ? run.released.shift() : undefined;
    if (next === undefined) return sealed(run);
    handle(run, next);
  }
}

function rest(run: Run): void {
  if (run.suspendedAt !== null) return;
  do {
    for (let next = run.work.shift(); next !== undefined; next = run.work.shift()) {
      if (run.isOver) break;
      run.countVisit(next);
      activate(run, next);
    }
    if (run.isOver) endAsAsked(run);
  } while (settleConditions(run) || (run.joins.size > 0 && settleJoins(run)));
}

/** The element after which the instance was to be terminated has ended. */
function endAsAsked(run: Run): void {
  run.isOver = false;
  if (run.find(run.state.key) === undefined) return;
  terminate(run, run.state.key);
  run.status = 'terminated';
  run.emit({ type: 'InstanceTerminated', reason: 'It was started to run as far as this.', actor: system });
}

function sealed(run: Run): Advanced {
  const after = run.seal();
  const state = run.status === 'active' ? after : null;
  return { kind: 'advanced', state, events: run.events, status: run.status, hasIncident: state !== null && state.incidents > 0 };
}
