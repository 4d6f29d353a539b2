import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inputJsonSchema } from '../bind-input.js';
import type { Connector } from '../connector.js';
import { jobTypeOf } from '../connector.js';
import { elementTemplateOf, elementTemplateText } from '../element-template.js';
import { presentationOf } from '../field.js';
import { languages } from '../local-text.js';
import type { OperationOutcome } from '../outcome.js';
import { runOperation } from '../run-operation.js';
import type { TestHost } from './test-host.js';

/** One call, prepared: its own host, and the outside world it talks to. */
export interface ContractCall {
  readonly input: unknown;
  readonly host: TestHost;
  /** How often the outside world was reached so far. */
  outsideCalls(): number;
  /** Stops what was started for the call. */
  dispose?(): Promise<void>;
}

export interface OperationContract {
  /** Inputs that do not fit, each with what is wrong in them. */
  readonly badInputs: readonly { readonly description: string; readonly input: unknown }[];
  /** A call that succeeds. Every value in `secrets` must be used by it. */
  succeeding(): Promise<ContractCall>;
  /** A call that the outside world refuses, echoing what it was sent where it can. */
  failing(): Promise<ContractCall>;
  /** A call that the outside world never answers; absent when the operation reaches nothing that could hang. */
  hanging?(signal: AbortSignal): Promise<ContractCall>;
  /** Values that must appear in no outcome and no log line. */
  readonly secrets: readonly string[];
}

export interface ConnectorContract {
  /** Folder of the committed templates: `<operation>.element-template.<language>.json`. */
  readonly templatesDir: string;
  readonly operations: Readonly<Record<string, OperationContract>>;
}

const suite = globalThis as unknown as { describe(name: string, body: () => void): void; it(name: string, body: () => Promise<void> | void): void };
const seenJobTypes = new Set<string>();

/** The suite every connector passes. Needs a test runner with global `describe` and `it`. */
export function describeConnectorContract(connector: Connector, contract: ConnectorContract): void {
  suite.describe(`connector contract of ${connector.id}`, () => {
    suite.it('has a contract for every operation', () => {
      assert.deepEqual(Object.keys(contract.operations).sort(), Object.keys(connector.operations).sort());
    });
    for (const [name, operation] of Object.entries(contract.operations)) describeOperation(connector, name, operation, contract.templatesDir);
  });
}

function describeOperation(connector: Connector, name: string, contract: OperationContract, templatesDir: string): void {
  const jobType = jobTypeOf(connector, name);
  suite.describe(jobType, () => {
    suite.it('is the only one of its job type', () => {
      assert.ok(!seenJobTypes.has(jobType), `${jobType} is defined twice`);
      seenJobTypes.add(jobType);
    });
    for (const language of languages) {
      suite.it(`has an up-to-date element template (${language})`, async () => {
        const file = path.join(templatesDir, `${name}.element-template.${language}.json`);
        const committed = await readFile(file, 'utf8').catch(() => '');
        assert.equal(committed, elementTemplateText(elementTemplateOf(connector, name, language)), `${file} is stale; generate the templates again`);
      });
    }
    suite.it('labels every input in both languages', () => assertLabels(connector, name));
    describeBadInputs(connector, name, contract);
    describeSecrets(connector, name, contract);
    describeAbort(connector, name, contract);
  });
}

function assertLabels(connector: Connector, name: string): void {
  const schema = inputJsonSchema(connector.operations[name]?.input as never);
  for (const [field, fieldSchema] of Object.entries(schema['properties'] as Record<string, Record<string, unknown>>)) {
    const label = presentationOf(fieldSchema)?.label;
    assert.ok(label && label.vi !== '' && label.en !== '', `input "${field}" has no label`);
  }
}

function describeBadInputs(connector: Connector, name: string, contract: OperationContract): void {
  for (const { description, input } of contract.badInputs) {
    suite.it(`refuses before any call: ${description}`, async () => {
      await withCall(contract.succeeding(), async (call) => {
        const outcome = await runOperation(connector, name, input, call.host);
        assert.equal(outcome.kind === 'failed' && outcome.code, 'INPUT_INVALID', JSON.stringify(outcome));
        assert.equal(outcome.kind === 'failed' && outcome.retryable, false);
        assert.equal(call.outsideCalls(), 0);
      });
    });
  }
}

function describeSecrets(connector: Connector, name: string, contract: OperationContract): void {
  const run = async (prepared: Promise<ContractCall>, expected: (outcome: OperationOutcome) => boolean): Promise<void> => {
    await withCall(prepared, async (call) => {
      const outcome = await runOperation(connector, name, call.input, call.host);
      assert.ok(expected(outcome), JSON.stringify(outcome));
      const written = JSON.stringify([outcome, call.host.log]);
      for (const secret of contract.secrets) assert.ok(!written.includes(secret), 'a secret is in the outcome or the log');
    });
  };
  suite.it('shows no secret when it succeeds', () => run(contract.succeeding(), (outcome) => outcome.kind === 'completed'));
  suite.it('shows no secret when it fails, and says so in a typed way', () =>
    run(contract.failing(), (outcome) => outcome.kind === 'error' || (outcome.kind === 'failed' && outcome.code !== 'CONNECTOR_BUG')));
}

function describeAbort(connector: Connector, name: string, contract: OperationContract): void {
  suite.it('does nothing once the host has stopped', async () => {
    await withCall(contract.succeeding(), async (call) => {
      const outcome = await runOperation(connector, name, call.input, { ...call.host, signal: AbortSignal.abort() });
      assert.deepEqual(outcome.kind === 'failed' && [outcome.code, outcome.retryable], ['ABORTED', true]);
      assert.equal(call.outsideCalls(), 0);
    });
  });
  const { hanging } = contract;
  if (!hanging) return;
  suite.it('ends by itself when it is aborted midway', async () => {
    const stop = new AbortController();
    await withCall(hanging(stop.signal), async (call) => {
      const running = runOperation(connector, name, call.input, { ...call.host, signal: stop.signal, graceMs: 1000 });
      for (let left = 1000; left > 0 && call.outsideCalls() === 0; left--) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.notEqual(call.outsideCalls(), 0, 'the outside world was never reached');
      stop.abort();
      const outcome = await running;
      assert.equal(outcome.kind === 'failed' && outcome.retryable, true, JSON.stringify(outcome));
      assert.notEqual(outcome.kind === 'failed' && outcome.code, 'UNRESPONSIVE', 'it went on after the abort');
    });
  });
}

async function withCall(prepared: Promise<ContractCall>, body: (call: ContractCall) => Promise<void>): Promise<void> {
  const call = await prepared;
  try {
    await body(call);
  } finally {
    await call.dispose?.();
  }
}
