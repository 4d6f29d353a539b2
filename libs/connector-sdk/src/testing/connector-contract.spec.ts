import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ConnectorError } from '../connector-error.js';
import { defineConnector, defineOperation } from '../connector.js';
import type { Connector } from '../connector.js';
import { elementTemplateOf, elementTemplateText } from '../element-template.js';
import { field } from '../field.js';
import { languages } from '../local-text.js';
import type { OperationContext } from '../operation-context.js';
import { describeConnectorContract } from './connector-contract.js';
import type { ContractCall } from './connector-contract.js';
import { hangingFetch, recordingFetch } from './recording-fetch.js';
import { testHost } from './test-host.js';

const name = { vi: 'Tên', en: 'Name' };
const token = 'khoa-rat-bi-mat';
const derived = (secret: string): string => `phien-${secret.length}-${secret.charAt(0)}`;
let ids = 0;

interface Flaws {
  readonly execute?: (context: OperationContext) => Promise<{ answer: string }>;
  readonly hasLabels?: boolean;
  readonly isLenient?: boolean;
}

async function wellBehaved(context: OperationContext): Promise<{ answer: string }> {
  const secret = await context.secrets.get('TOKEN');
  const response = await context.fetch('https://x.example', { headers: { authorization: secret } });
  if (!response.ok) throw new ConnectorError('REFUSED', await response.text(), { retryable: false });
  return { answer: await response.text() };
}

function connectorWith({ execute = wellBehaved, hasLabels = true, isLenient = false }: Flaws): Connector {
  const to = isLenient ? z.string() : z.string().min(1);
  return defineConnector({
    id: `sample-${++ids}`, version: 1, name, icon: '<svg/>',
    operations: {
      run: defineOperation({
        name, input: z.object({ to: hasLabels ? field(to, { label: name }) : to }), output: z.object({ answer: z.string() }),
        execute: (_, context) => execute(context),
      }),
    },
  });
}

/** Runs the suite the way a test runner would; the names of the tests that fail. */
async function failuresOf(connector: Connector, templates: 'fresh' | 'stale' = 'fresh'): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vanthu-contract-'));
  const collected: { readonly name: string; readonly body: () => Promise<void> | void }[] = [];
  const runner = globalThis as unknown as Record<string, unknown>;
  const kept = { describe: runner['describe'], it: runner['it'] };
  Object.assign(runner, { describe: (_: string, body: () => void) => body(), it: (test: string, body: () => void) => collected.push({ name: test, body }) });
  const call = (fetch: typeof globalThis.fetch): Promise<ContractCall> => {
    let calls = 0;
    const counted: typeof fetch = (...given) => (calls++, fetch(...given));
    return Promise.resolve({ input: { to: 'a' }, host: testHost({ secrets: { TOKEN: token }, fetch: counted, graceMs: 20 }), outsideCalls: () => calls });
  };
  try {
    describeConnectorContract(connector, {
      templatesDir: folder,
      operations: {
        run: {
          badInputs: [{ description: 'no receiver', input: { to: '' } }], secrets: [token, derived(token)],
          succeeding: () => call(recordingFetch(({ headers }) => new Response(headers['authorization'])).fetch),
          failing: () => call(recordingFetch(({ headers }) => new Response(headers['authorization'], { status: 403 })).fetch),
          hanging: () => call(hangingFetch),
        },
      },
    });
  } finally {
    Object.assign(runner, kept);
  }
  for (const language of languages) {
    const text = templates === 'fresh' ? elementTemplateText(elementTemplateOf(connector, 'run', language)) : '{}';
    writeFileSync(path.join(folder, `run.element-template.${language}.json`), text);
  }
  const failures: string[] = [];
  for (const { name: test, body } of collected) {
    await Promise.resolve().then(body).catch(() => failures.push(test));
  }
  rmSync(folder, { recursive: true });
  return failures;
}

describe('describeConnectorContract', () => {
  it('passes a connector that behaves', async () => {
    expect(await failuresOf(connectorWith({}))).toEqual([]);
  });

  it.each<[string, Flaws, RegExp]>([
    ['has inputs without labels', { hasLabels: false }, /labels every input/],
    ['takes bad input', { isLenient: true }, /refuses before any call/],
    [
      'throws what it does not declare',
      {
        async execute(context) {
          await context.fetch('https://x.example');
          throw new RangeError('oops');
        },
      },
      /when it fails/,
    ],
    [
      'goes on after an abort',
      {
        async execute(context) {
          await context.fetch('https://x.example').catch(() => new Promise((resolve) => setTimeout(resolve, 1500)));
          return { answer: '' };
        },
      },
      /aborted midway/,
    ],
    [
      'shows a token it made of a secret and did not conceal',
      {
        async execute(context) {
          const secret = await context.secrets.get('TOKEN');
          await context.fetch('https://x.example');
          return { answer: derived(secret) };
        },
      },
      /when it succeeds/,
    ],
  ])('on a connector that %s', async (_, flaws, expected) => {
    expect(await failuresOf(connectorWith(flaws))).toContainEqual(expect.stringMatching(expected));
  });

  it('finds stale templates, and a job type that is defined twice', async () => {
    const connector = connectorWith({});
    expect(await failuresOf(connector, 'stale')).toEqual([expect.stringContaining('element template (vi)'), expect.stringContaining('element template (en)')]);
    expect(await failuresOf(connector)).toEqual(['is the only one of its job type']);
  });
});
