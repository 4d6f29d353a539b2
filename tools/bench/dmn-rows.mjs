import { evaluate as feelinEvaluate, parseExpression as feelinParse, unaryTest as feelinTest } from 'feelin';
import { measureBeside } from './measure.mjs';
import { row } from './row.mjs';

const environment = { now: Date.UTC(2026, 8, 2), zone: 'Asia/Ho_Chi_Minh' };
const conditionText = 'số ngày > 5 and mức = "khẩn"';
const GOAL_RATIO = 100;
/** Fast work is done so often in one measured call that reading the clock does not count. */
const BATCH = 200;

/** FEEL and DMN, beside feelin, which has no tables: there, each cell is one of its unary tests. */
export async function dmnRows({ quick, progress }) {
  const dmn = await import('../../libs/dmn/dist/index.js');
  const cases = [
    condition(dmn, 'dmn: small condition', conditionText, { 'số ngày': 7, 'mức': 'khẩn' }),
    condition(dmn, 'dmn: condition, 200 names in scope', 'biến 150 > 5 and biến 3 + biến 7 = 10', Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`biến ${index}`, index]))),
    await table(dmn, 50, 2, 60),
    await table(dmn, 500, 4, null),
    { name: 'dmn: compile a small condition', work: () => dmn.compileFeel(conditionText), peer: () => feelinParse(conditionText, {}), goal: null, ratio: null },
  ];
  const rows = [];
  for (const { name, work, peer, goal, ratio, batch = 1 } of cases) {
    progress(name);
    const { own, peer: peerValue } = await measureBeside({ work, peer, quick });
    rows.push(row({ name, value: own / batch, unit: 'cpu-µs', better: 'lower', goal, peer: 'feelin', peerValue, goalRatioToPeer: ratio }));
  }
  return rows;
}

function condition({ compileFeel, fromJson }, name, text, variables) {
  const program = compileFeel(text);
  if (program.kind === 'error') throw new Error(program.message);
  const scope = new Map(Object.entries(variables).map(([key, value]) => [key, fromJson(value)]));
  same(true, program.run(scope, environment).value, name);
  same(true, feelinEvaluate(text, variables).value, `${name}, feelin`);
  const work = () => {
    for (let count = 0; count < BATCH; count += 1) program.run(scope, environment);
  };
  return { name, work, batch: BATCH, peer: () => feelinEvaluate(text, variables), goal: 3, ratio: GOAL_RATIO };
}

async function table({ parseDecisions, evaluateDecision, fromJson }, rules, columns, goal) {
  const name = `dmn: table ${rules}×${columns}`;
  const cells = Array.from({ length: rules }, (_, rule) => Array.from({ length: columns }, (_cell, column) => (column === 0 ? `[${rule * 10}..${rule * 10 + 10})` : `>= ${column}`)));
  const inputs = Array.from({ length: columns }, (_, column) => (column === 0 ? rules * 5 : 9));
  const model = await parseDecisions(tableXml(cells));
  if (Array.isArray(model)) throw new Error(model[0].message);
  const given = Object.fromEntries(inputs.map((value, column) => [`x${column}`, fromJson(value)]));
  const expected = String(rules / 2);
  same(expected, evaluateDecision(model, 'd', given, environment).value, name);
  same(expected, tableByFeelin(cells, inputs), `${name}, feelin`);
  return { name, work: () => evaluateDecision(model, 'd', given, environment), peer: () => tableByFeelin(cells, inputs), goal, ratio: GOAL_RATIO };
}

/** All rules are tried, as the hit policy UNIQUE wants. */
function tableByFeelin(cells, inputs) {
  const hits = [];
  for (const [rule, tests] of cells.entries()) {
    if (tests.every((test, column) => feelinTest(test, { '?': inputs[column] }).value === true)) hits.push(feelinEvaluate(`"${rule}"`).value);
  }
  return hits.length === 1 ? hits[0] : null;
}

function tableXml(cells) {
  const columns = cells[0].map((_, column) => column);
  const inputs = columns.map((column) => `<input id="i${column}"><inputExpression id="e${column}" typeRef="number"><text>x${column}</text></inputExpression></input>`);
  const rules = cells.map((tests, rule) => {
    const entries = tests.map((test, column) => `<inputEntry id="c${rule}_${column}"><text>${test.replaceAll('>', '&gt;')}</text></inputEntry>`);
    return `<rule id="r${rule}">${entries.join('')}<outputEntry id="o${rule}"><text>"${rule}"</text></outputEntry></rule>`;
  });
  const data = columns.map((column) => `<inputData id="d${column}" name="x${column}"><variable name="x${column}" typeRef="number"/></inputData>`);
  const needs = columns.map((column) => `<informationRequirement id="q${column}"><requiredInput href="#d${column}"/></informationRequirement>`);
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:bench">${data.join('')}
    <decision id="d" name="d"><variable name="d"/>${needs.join('')}<decisionTable id="t">${inputs.join('')}<output id="o"/>${rules.join('')}</decisionTable></decision></definitions>`;
}

function same(expected, actual, name) {
  if (actual !== expected) throw new Error(`${name}: ${String(actual)} instead of ${String(expected)}`);
}
