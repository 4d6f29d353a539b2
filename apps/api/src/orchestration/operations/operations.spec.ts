import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRestServer, type RestServer } from '../testing/rest-server.js';
import { knownOperations, type OperationId } from './known-operations.js';
import { actionOf } from './rest-routes.js';

const modules = path.resolve(import.meta.dirname, '../../../../../node_modules/@camunda8');

/** What a client can call: each of its functions names its method and address. */
function operationsOf(client: string): Map<string, string> {
  const folder = path.join(modules, client, 'dist');
  const text = readdirSync(folder).filter((each) => /^chunk-.*\.js$/.test(each)).map((each) => readFileSync(path.join(folder, each), 'utf8')).join('\n');
  const calls = text.matchAll(/var (\w+) = \(options\) => \{\s*return \(options\?*\.client \?\? client\)\.(\w+)\(\{[\s\S]*?url: "(\/[^"]*)"/g);
  return new Map([...calls].map(([, id = '', method = '', url = '']) => [id, `${method.toUpperCase()} ${url}`]));
}

const ids = Object.keys(knownOperations) as OperationId[];

describe('the operations of the API', () => {
  let server: RestServer;

  beforeAll(async () => {
    server = await startRestServer({ ROLE: 'api' });
  });
  afterAll(() => server?.stop());

  it('are all those that the official clients have', () => {
    const [of88, of89] = [operationsOf('orchestration-cluster-api'), operationsOf('orchestration-cluster-api-9')];
    expect(of88.size).toBeGreaterThan(140);
    for (const [id, call] of [...of88, ...of89]) expect([id, actionOf(knownOperations[id as OperationId])]).toEqual([id, call.replace(' /', ' /v2/').replace(/\{(\w+)\}/g, ':$1')]);
    expect(ids.filter((id) => !('since' in knownOperations[id])).sort()).toEqual([...of88.keys()].sort());
  });

  it('are all answered: done, refused for a reason, or 501 with their name', async () => {
    const missing: string[] = [];
    for (const id of ids) {
      const { method, path: address } = knownOperations[id];
      const { status, body } = await server.send(method, `/v2${address.replace(/\{\w+\}/g, '1')}`, method === 'GET' || method === 'DELETE' ? undefined : {});
      expect([id, status]).not.toEqual([id, 500]);
      if (status === 404) expect([id, body['detail']]).not.toEqual([id, expect.stringContaining('no such address')]);
      if (status !== 501) continue;
      expect([body['title'], body['detail']]).toEqual(['NOT_IMPLEMENTED', expect.stringContaining(id)]);
      missing.push(id);
    }
    expect(missing.filter((id) => /^(create|assign|unassign|delete|update)?(Group|Role|Tenant|MappingRule|Authorization|User)$/i.test(id))).not.toEqual([]);
    for (const id of ['getTopology', 'createDeployment', 'createProcessInstance', 'activateJobs', 'completeUserTask', 'publishMessage', 'broadcastSignal', 'evaluateDecision', 'createDocument', 'pinClock']) expect(missing).not.toContain(id);
  });

  it('that do not exist at all are told apart', async () => {
    const { status, body } = await server.send('GET', '/v2/nothing');
    expect([status, body['title'], body['instance']]).toEqual([404, 'NOT_FOUND', '/v2/nothing']);
  });
});
