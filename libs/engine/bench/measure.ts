import { readFileSync } from 'node:fs';
import { advance, compileProcesses, restore, snapshotOf, type Command, type ExecutionContext, type ProcessModel, type ProcessState } from '../src/index.js';
import { bpmn } from '../src/testing/process-builder.js';

const actor = { username: 'bench' };
let lastKey = 0;
const context: ExecutionContext = {
  now: 1_767_571_200_000,
  zone: 'Asia/Ho_Chi_Minh',
  nextKey: () => String((lastKey += 1)),
  decisions: { evaluate: () => null },
  calendar: { addWorkingDays: (from) => from },
};

interface Figures {
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

type StartVariables = Extract<Command, { type: 'StartInstance' }>['variables'];

function measure(model: ProcessModel, instances: number, variables: StartVariables, isCold = false): Figures {
  for (let warm = 0; warm < Math.min(200, instances); warm += 1) play(model, variables, isCold);
  const before = process.cpuUsage();
  let transitions = 0;
  for (let count = 0; count < instances; count += 1) transitions += play(model, variables, isCold);
  const used = process.cpuUsage(before);
  return { instances, transitions, cpuSeconds: (used.user + used.system) / 1e6 };
}

function print(name: string, { instances, transitions, cpuSeconds }: Figures): void {
  const perSecond = Math.round(transitions / cpuSeconds).toLocaleString('en');
  const perInstance = ((cpuSeconds / instances) * 1e6).toFixed(1);
  process.stdout.write(`${name.padEnd(44)} ${perSecond.padStart(10)} transitions/cpu-s  ${perInstance.padStart(10)} µs/instance\n`);
}

async function modelOf(xml: string): Promise<ProcessModel> {
  const compiled = await compileProcesses(xml);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const [model] = compiled.processes;
  if (model === undefined) throw new Error('No process');
  return model;
}

const straight = (length: number): string =>
  bpmn((p) => {
    p.start();
    for (let step = 0; step < length; step += 1) p.activity('task', `t${step}`);
    p.end();
  });

const loop = (times: number): string =>
  bpmn((p) => {
    p.start().gateway('exclusiveGateway', 'again').script('count', '=(if n = null then 0 else n) + 1', 'n').gateway('exclusiveGateway', 'enough');
    p.when(`=n < ${times}`).connectTo('again').moveTo('enough').otherwise().end();
  });

const items = (sequential: boolean): string =>
  bpmn((p) => void p.start().script('each', '=item * 2', 'double', { loop: { sequential, collection: '=for i in 1..size return i', element: 'item', outputCollection: 'all', outputElement: '=double' }, outputs: { double: '=double' } }).end());

const userItems = bpmn((p) => void p.start().userTask('each', { loop: { collection: '=for i in 1..size return i', element: 'item' } }).end());

/** Every step can go back to every earlier one. */
const matrix = (steps: number): string =>
  bpmn((p) => {
    p.start();
    for (let step = 0; step < steps; step += 1) p.userTask(`t${step}`).gateway('exclusiveGateway', `g${step}`).otherwise();
    p.end();
    for (let step = 0; step < steps; step += 1) for (let back = 0; back < step; back += 1) p.moveTo(`g${step}`).when(`=outcome = "back${back}"`).connectTo(`t${back}`);
  });

const approval = await modelOf(readFileSync(new URL('../bench/approval.bpmn', import.meta.url), 'utf8'));
const people = { author: 'an', leader: 'binh' };
print('approval, 19 nodes, state kept', measure(approval, 5000, people));
print('approval, 19 nodes, restored at every step', measure(approval, 5000, people, true));
for (const length of [100, 1000, 5000]) print(`straight line of ${length} tasks`, measure(await modelOf(straight(length)), Math.round(100_000 / length), {}));
for (const times of [100, 1000, 5000]) print(`loop of ${times} turns`, measure(await modelOf(loop(times)), Math.round(20_000 / times), {}));
for (const size of [100, 1000, 10_000]) print(`parallel multi-instance of ${size} scripts`, measure(await modelOf(items(false)), Math.max(1, Math.round(20_000 / size)), { size }));
for (const size of [100, 1000, 10_000]) print(`sequential multi-instance of ${size} scripts`, measure(await modelOf(items(true)), Math.max(1, Math.round(20_000 / size)), { size }));
for (const size of [10, 100, 1000]) print(`parallel multi-instance of ${size} user tasks`, measure(await modelOf(userItems), Math.max(1, Math.round(3000 / size)), { size }));
for (const steps of [10, 20, 40]) print(`send-back matrix of ${steps} steps`, measure(await modelOf(matrix(steps)), Math.round(4000 / steps), {}));
