import { bpmn } from '../src/testing/process-builder.js';
import { APPROVAL_VARIABLES, APPROVAL_XML, measure, modelOf, type Figures } from './core.js';

function print(name: string, { instances, transitions, cpuSeconds }: Figures): void {
  const perSecond = Math.round(transitions / cpuSeconds).toLocaleString('en');
  const perInstance = ((cpuSeconds / instances) * 1e6).toFixed(1);
  process.stdout.write(`${name.padEnd(44)} ${perSecond.padStart(10)} transitions/cpu-s  ${perInstance.padStart(10)} µs/instance\n`);
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

const approval = await modelOf(APPROVAL_XML);
print('approval, 19 nodes, state kept', measure(approval, 5000, APPROVAL_VARIABLES));
print('approval, 19 nodes, restored at every step', measure(approval, 5000, APPROVAL_VARIABLES, true));
for (const length of [100, 1000, 5000]) print(`straight line of ${length} tasks`, measure(await modelOf(straight(length)), Math.round(100_000 / length), {}));
for (const times of [100, 1000, 5000]) print(`loop of ${times} turns`, measure(await modelOf(loop(times)), Math.round(20_000 / times), {}));
for (const size of [100, 1000, 10_000]) print(`parallel multi-instance of ${size} scripts`, measure(await modelOf(items(false)), Math.max(1, Math.round(20_000 / size)), { size }));
for (const size of [100, 1000, 10_000]) print(`sequential multi-instance of ${size} scripts`, measure(await modelOf(items(true)), Math.max(1, Math.round(20_000 / size)), { size }));
for (const size of [10, 100, 1000]) print(`parallel multi-instance of ${size} user tasks`, measure(await modelOf(userItems), Math.max(1, Math.round(3000 / size)), { size }));
for (const steps of [10, 20, 40]) print(`send-back matrix of ${steps} steps`, measure(await modelOf(matrix(steps)), Math.round(4000 / steps), {}));
