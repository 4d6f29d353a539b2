import { readFileSync } from 'node:fs';
import { advance, compileProcesses, restore, snapshotOf, type Command, type ExecutionContext, type ProcessModel, type ProcessState } from '../src/index.js';

const actor = { username: 'bench' };
let lastKey = 0;
const context: ExecutionContext = {
  now: 1_767_571_200_000,
  zone: 'Asia/Ho_Chi_Minh',
  nextKey: () => String((lastKey += 1)),
  decisions: { evaluate: () => null },
  calendar: { addWorkingDays: (from) => from },
};

export interface Figures {
  readonly instances: number;
  readonly transitions: number;
  readonly cpuSeconds: number;
}

/** Runs one instance to its end, completing whatever waits; gives the number of element transitions. */
function play(model: ProcessModel, variables: StartVariables, isCold: boolean): number {
  let transitions = 0;
  let state: ProcessState | null = null;
  const waiting: Command[] = [{ type: 'StartInstance', instanceKey: context.nextKey(), variables, actor }];
  for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
    const before: ProcessState | null = isCold && state !== null ? restore(snapshotOf(state)) : state;
    const result = advance(model, before, command, context);
    if (result.kind === 'rejection') throw new Error(result.reason);
    state = result.state;
    for (const event of result.events) {
      if (event.type === 'ElementActivated' || event.type === 'ElementCompleted' || event.type === 'SequenceFlowTaken') transitions += 1;
      if (event.type === 'UserTaskCreated') waiting.push({ type: 'CompleteUserTask', taskKey: event.taskKey, variables: { outcome: 'ok' }, actor });
    }
  }
  if (state !== null) throw new Error('The instance did not end');
  return transitions;
}

export type StartVariables = Extract<Command, { type: 'StartInstance' }>['variables'];

/** Runs instances one after the other on one processor; `isCold` restores each from its snapshot at every step. */
export function measure(model: ProcessModel, instances: number, variables: StartVariables, isCold = false): Figures {
  for (let warm = 0; warm < Math.min(200, instances); warm += 1) play(model, variables, isCold);
  const before = process.cpuUsage();
  let transitions = 0;
  for (let count = 0; count < instances; count += 1) transitions += play(model, variables, isCold);
  const used = process.cpuUsage(before);
  return { instances, transitions, cpuSeconds: (used.user + used.system) / 1e6 };
}

export async function modelOf(xml: string): Promise<ProcessModel> {
  const compiled = await compileProcesses(xml);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const [model] = compiled.processes;
  if (model === undefined) throw new Error('No process');
  return model;
}

/** The process that systems are compared by: 19 nodes, three user tasks. */
export const APPROVAL_XML = readFileSync(new URL('approval.bpmn', import.meta.url), 'utf8');
export const APPROVAL_VARIABLES: StartVariables = { author: 'an', leader: 'binh' };
