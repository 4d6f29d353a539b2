#!/usr/bin/env node
/**
 * FEEL and DMN line by line: one JSON request a line on standard input, one JSON answer a line on standard output.
 *   {"expression": "…", "context": {name: "<FEEL>"}}
 *   {"unaryTests": "…", "input": "<FEEL>", "context": {…}}
 *   {"file": "x.dmn", "imports": ["y.dmn"], "invoke": "<decision, knowledge model or service>", "inputs": {name: "<FEEL>"}}
 * Optional in each: "now" (ISO 8601) and "zone". Build the library first.
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

function valuesOf(texts, environment) {
  return Object.fromEntries(
    Object.entries(texts ?? {}).map(([name, text]) => [name, compiled(text, {}).run(new Map(), environment).value]),
  );
}

function runText(request, text, dialect) {
  const environment = environmentOf(request);
  const values = valuesOf(request.context, environment);
  if (dialect === 'unaryTests') values['?'] = compiled(request.input ?? 'null', {}).run(new Map(), environment).value;
  const names = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, namesOfValue(value)]));
  return compiled(text, { dialect, names }).run(new Map(Object.entries(values)), environment);
}

async function modelOf(file, imports) {
  const key = JSON.stringify([file, imports]);
  let model = models.get(key);
  if (!model) {
    const sources = await Promise.all([file, ...imports].map((path) => readFile(path, 'utf8')));
    model = await parseDecisions(sources[0], { imports: sources.slice(1), lenient: true });
    models.set(key, model);
  }
  if (Array.isArray(model)) throw new RequestError(model[0].code, model[0].message, model[0].position);
  return model;
}

async function runModel(request) {
  if (typeof request.invoke !== 'string') throw new RequestError('REQUEST', '"invoke" names a decision, knowledge model or service.');
  const environment = environmentOf(request);
  const model = await modelOf(request.file, request.imports ?? []);
  return evaluateDecision(model, request.invoke, valuesOf(request.inputs, environment), environment);
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
    const { value, warnings, trace } = await resultOf(request);
    return { value: formatFeel(value), type: typeOf(value), warnings, ...(trace && { trace: traceText(trace) }) };
  } catch (error) {
    const isOurs = error instanceof RequestError || error instanceof FeelBudgetError;
    const code = isOurs ? error.code : error instanceof SyntaxError ? 'REQUEST' : (error.code ?? 'INTERNAL');
    return { error: { code, message: error.message, position: error.position ?? null } };
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
