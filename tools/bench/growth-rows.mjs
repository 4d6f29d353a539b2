import { importBundled } from '../../libs/engine/bench/bundle.mjs';
import { median } from './measure.mjs';
import { row } from './row.mjs';

const GOAL = 200_000;

/** How the engine's core grows with what it executes, without a database: the rate must not fall with the size. */
export async function growthRows({ progress }) {
  const { measure, modelOf } = await importBundled('core.ts');
  const { items, loop, matrix, straight, userItems } = await importBundled('diagrams.ts');
  const curves = [
    ['process of %d tasks in a row', [10, 30, 100, 300], straight, 100_000],
    ['loop of %d turns', [1, 10, 100, 1_000], loop, 20_000],
    ['multi-instance of %d scripts at once', [10, 100, 1_000], () => items(false), 20_000],
    ['multi-instance of %d scripts in turn', [10, 100, 1_000], () => items(true), 20_000],
    ['multi-instance of %d user tasks', [10, 100, 1_000], () => userItems, 10_000],
    ['%d steps that can each be sent back to every earlier one', [5, 10, 20, 40], matrix, 4_000],
  ];
  const rows = [];
  for (const [name, sizes, diagram, effort] of curves) {
    progress(`growth: ${name.replace('%d', 'n')}`);
    for (const size of sizes) {
      const model = await modelOf(diagram(size));
      const rates = Array.from({ length: 3 }, () => rateOf(measure(model, Math.max(1, Math.round(effort / size)), { size })));
      rows.push(row({ name: `growth: ${name.replace('%d', size.toLocaleString('en'))}`, value: median(rates), unit: 'transitions/cpu-s', better: 'higher', goal: GOAL }));
    }
  }
  return rows;
}

function rateOf({ transitions, cpuSeconds }) {
  return transitions / cpuSeconds;
}
