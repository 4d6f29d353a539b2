import { APPROVAL_VARIABLES, APPROVAL_XML, measure, modelOf, type Figures } from './core.js';
import { items, loop, matrix, straight, userItems } from './diagrams.js';

function print(name: string, { instances, transitions, cpuSeconds }: Figures): void {
  const perSecond = Math.round(transitions / cpuSeconds).toLocaleString('en');
  const perInstance = ((cpuSeconds / instances) * 1e6).toFixed(1);
  process.stdout.write(`${name.padEnd(44)} ${perSecond.padStart(10)} transitions/cpu-s  ${perInstance.padStart(10)} µs/instance\n`);
}

const approval = await modelOf(APPROVAL_XML);
print('approval, 19 nodes, state kept', measure(approval, 5000, APPROVAL_VARIABLES));
print('approval, 19 nodes, restored at every step', measure(approval, 5000, APPROVAL_VARIABLES, true));
for (const length of [100, 1000, 5000]) print(`straight line of ${length} tasks`, measure(await modelOf(straight(length)), Math.round(100_000 / length), {}));
for (const times of [100, 1000, 5000]) print(`loop of ${times} turns`, measure(await modelOf(loop(times)), Math.round(20_000 / times), {}));
for (const size of [100, 1000, 10_000]) print(`parallel multi-instance of ${size} scripts`, measure(await modelOf(items(false)), Math.max(1, Math.round(20_000 / size)), { size }));
for (const size of [100, 1000, 10_000]) print(`sequential multi-instance of ${size} scripts`, measure(await modelOf(items(true)), Math.max(1, Math.round(20_000 / size)), { size }));
for (const size of [10, 100, 1000]) print(`parallel multi-instance of ${size} user tasks`, measure(await modelOf(userItems), Math.max(1, Math.round(3000 / size)), { size }));
for (const steps of [10, 20, 40]) print(`send-back matrix of ${steps} steps`, measure(await modelOf(matrix(steps)), Math.round(4000 / steps), {}));
