#!/usr/bin/env node
/**
 * FEEL and DMN line by line: one JSON request a line on standard input, one JSON answer a line on standard output.
 *   {"expression": "…", "context": {name: "<FEEL>"}}
 *   {"unaryTests": "…", "input": "<FEEL>", "context": {…}}
 *   {"file": "x.dmn", "imports": ["y.dmn"], "invoke": "<decision, knowledge model or service>", "inputs": {name: "<FEEL>"}}
 * Optional in each: "now" (ISO 8601) and "zone". Files are named relative to the current folder. Build the library first.
 * An answer is {"value", "type", "warnings", "trace"} or {"error"}; "problems" lists what is wrong with parts of a model.
 */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { compileFeel, evaluateDecision, FeelBudgetError, formatFeel, namesOfValue, parseDecisions, typeOf } from '../dist/index.js';

class RequestError extends Error {
  constructor(code, message, position = null) {
    super(message);
    this.code = code;
    this.position = position;
  }
}

const models = new Map();

function environmentOf(request) {
  return { now: request.now ? Date.parse(request.now) : Date.now(), zone: request.zone ?? 'Asia/Ho_Chi_Minh' };
}

function compiled(text, options) {
  if (typeof text !== 'string') throw new RequestError('REQUEST', 'An expression or value is a text of FEEL.');
  const program = compileFeel(text, options);
  if (program.kind === 'error') throw new RequestError(program.code, program.message, program.position);
  return program;
}

/** Values out of FEEL texts, and why any of them is null: `abc` without quotes is a variable that is not there. */
function valuesOf(texts, environment) {
  const values = {};
  const warnings = [];
  for (const [name, text] of Object.entries(texts ?? {})) {
    const result = compiled(text, {}).run(new Map(), environment);
    values[name] = result.value;
    warnings.push(...result.warnings.map((warning) => ({ ...warning, source: name })));
  }
  return { values, warnings };
}

function runText(request, text, dialect) {
  const environment = environmentOf(request);
  const given = valuesOf(dialect === 'unaryTests' ? { ...request.context, '?': request.input ?? 'null' } : request.context, environment);
  const names = Object.fromEntries(Object.entries(given.values).map(([name, value]) => [name, namesOfValue(value)]));
  const result = compiled(text, { dialect, names }).run(new Map(Object.entries(given.values)), environment);
  return { ...result, warnings: [...given.warnings, ...result.warnings] };
}

/** UTF-8 unless a byte order mark says UTF-16. */
async function textOf(path) {
  const bytes = await readFile(path);
  const mark = bytes.subarray(0, 2).toString('hex');
  return new TextDecoder(mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8').decode(bytes);
}

/** Models are kept by what their files hold, so that a file may change between two lines. */
async function modelOf(file, imports) {
  if (typeof file !== 'string' || !Array.isArray(imports)) throw new RequestError('REQUEST', '"file" is a path, "imports" a list of paths.');
  const sources = await Promise.all([file, ...imports].map(textOf));
  const key = JSON.stringify([file, imports]);
  let known = models.get(key);
  if (!known?.sources.every((source, index) => source === sources[index])) {
    known = { sources, model: await parseDecisions(sources[0], { imports: sources.slice(1), lenient: true }) };
    models.set(key, known);
  }
  const { model } = known;
  if (Array.isArray(model)) throw new RequestError(model[0].code, model[0].message, model[0].position);
  return model;
}

async function runModel(request) {
  if (typeof request.invoke !== 'string') throw new RequestError('REQUEST', '"invoke" names a decision, knowledge model or service.');
  const environment = environmentOf(request);
  const model = await modelOf(request.file, request.imports ?? []);
  const given = valuesOf(request.inputs, environment);
  const result = evaluateDecision(model, request.invoke, given.values, environment);
  const missing = result.warnings.find((warning) => warning.code === 'DECISION_NOT_FOUND');
  if (missing) throw new RequestError(missing.code, missing.message);
  return { ...result, warnings: [...given.warnings, ...result.warnings], problems: model.problems };
}

function traceText(trace) {
  return trace && JSON.parse(JSON.stringify({
    decisions: trace.decisions.map((one) => ({ ...one, value: formatFeel(one.value) })),
    tables: trace.tables.map((table) => ({
      ...table,
      value: formatFeel(table.value),
      inputs: table.inputs.map((input) => ({ ...input, value: formatFeel(input.value) })),
      rules: table.rules.map((rule) => ({ ...rule, outputs: rule.outputs.map((output) => ({ ...output, value: formatFeel(output.value) })) })),
    })),
  }));
}

async function resultOf(request) {
  if (request.file !== undefined) return runModel(request);
  if (request.unaryTests !== undefined) return runText(request, request.unaryTests, 'unaryTests');
  if (request.expression !== undefined) return runText(request, request.expression, 'expression');
  throw new RequestError('REQUEST', 'A request has "expression", "unaryTests" or "file".');
}

async function answer(line) {
  try {
    const request = JSON.parse(line);
    if (typeof request !== 'object' || request === null || Array.isArray(request)) throw new RequestError('REQUEST', 'A request is a JSON object.');
    const { value, warnings, trace, problems } = await resultOf(request);
    return { value: formatFeel(value), type: typeOf(value), warnings, ...(trace && { trace: traceText(trace) }), ...(problems?.length && { problems }) };
  } catch (error) {
    const isOurs = error instanceof RequestError || error instanceof FeelBudgetError;
    const code = isOurs ? error.code : error instanceof SyntaxError ? 'REQUEST' : (error.code ?? 'INTERNAL');
    return { error: { code, message: error.message, position: error.position ?? null } };
  }
}

/** Whoever reads the answers may stop before the end, like `head`. */
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const text = line.replace(/^\uFEFF/, '');
  if (text.trim() !== '') process.stdout.write(`${JSON.stringify(await answer(text))}\n`);
}
