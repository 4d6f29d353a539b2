/** Time of typical work, in microseconds a run. Build first: `npm run build -w libs/dmn`, then `node libs/dmn/bench/bench.mjs`. */
import { compileFeel, evaluateDecision, fromJson, parseDecisions } from '../dist/index.js';

const environment = { now: Date.UTC(2026, 8, 2), zone: 'Asia/Ho_Chi_Minh' };

function measure(name, work) {
  const until = performance.now() + 150;
  while (performance.now() < until) work();
  const rounds = [];
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    let runs = 0;
    while (performance.now() - start < 60) {
      for (let i = 0; i < 10; i++) work();
      runs += 10;
    }
    rounds.push(((performance.now() - start) * 1000) / runs);
  }
  rounds.sort((a, b) => a - b);
  console.log(`${name.padEnd(34)} ${rounds[3].toFixed(2).padStart(9)} µs`);
}

function program(text) {
  const compiled = compileFeel(text);
  if (compiled.kind === 'error') throw new Error(compiled.message);
  return compiled;
}

function scope(values) {
  return new Map(Object.entries(values).map(([name, value]) => [name, fromJson(value)]));
}

function table(rules, inputs) {
  const columns = Array.from({ length: inputs }, (_, i) => `<input id="i${i}"><inputExpression id="e${i}" typeRef="number"><text>x${i}</text></inputExpression></input>`);
  const rows = Array.from({ length: rules }, (_, r) => {
    const cells = Array.from({ length: inputs }, (_cell, i) => `<inputEntry id="c${r}_${i}"><text>${i === 0 ? `[${r * 10}..${r * 10 + 10})` : `&gt;= ${i}`}</text></inputEntry>`);
    return `<rule id="r${r}">${cells.join('')}<outputEntry id="o${r}"><text>"${r}"</text></outputEntry></rule>`;
  });
  const names = Array.from({ length: inputs }, (_, i) => `<inputData id="d${i}" name="x${i}"><variable name="x${i}" typeRef="number"/></inputData>`);
  const needs = Array.from({ length: inputs }, (_, i) => `<informationRequirement id="q${i}"><requiredInput href="#d${i}"/></informationRequirement>`);
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:bench">${names.join('')}
    <decision id="d" name="d"><variable name="d"/>${needs.join('')}<decisionTable id="t">${columns.join('')}<output id="o"/>${rows.join('')}</decisionTable></decision></definitions>`;
}

const condition = program('số ngày > 5 and mức = "khẩn"');
const variables = scope({ 'số ngày': 7, 'mức': 'khẩn' });
measure('small condition', () => condition.run(variables, environment));

const wide = scope(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`biến ${i}`, i])));
const inWide = program('biến 150 > 5 and biến 3 + biến 7 = 10');
measure('condition, 200 names in scope', () => inWide.run(wide, environment));

const dates = program('if hạn < today() + duration("P3D") then "gấp" else "thường"');
const deadline = new Map([['hạn', program('date("2026-09-03")').run(new Map(), environment).value]]);
measure('deadline against today()', () => dates.run(deadline, environment));

const list = program('sum(for x in danh sách return x.số * 2)');
const items = scope({ 'danh sách': Array.from({ length: 100 }, (_, i) => ({ số: i })) });
measure('sum over 100 contexts', () => list.run(items, environment));

measure('compile small condition', () => compileFeel('số ngày > 5 and mức = "khẩn"'));
measure('fromJson, 10 variables', () => scope({ a: 1, b: 2, c: 3, d: 'x', e: 'y', f: true, g: null, h: [1, 2], i: { k: 1 }, j: 0.5 }));

for (const [rules, inputs] of [[50, 2], [500, 4]]) {
  const model = await parseDecisions(table(rules, inputs));
  const given = Object.fromEntries(Array.from({ length: inputs }, (_, i) => [`x${i}`, fromJson(i === 0 ? rules * 5 : 9)]));
  const { value } = evaluateDecision(model, 'd', given, environment);
  if (value !== String(rules / 2)) throw new Error(`wrong answer ${value}`);
  measure(`table ${rules}×${inputs}`, () => evaluateDecision(model, 'd', given, environment));
}
