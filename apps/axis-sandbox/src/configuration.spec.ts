import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfiguration } from './configuration.js';

describe('readConfiguration', () => {
  it('reads the variables and the file of agencies', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'axis-config-'));
    const file = path.join(folder, 'agencies.json');
    await writeFile(file, JSON.stringify([{ code: 'Z01', name: 'Tỉnh Mẫu', mode: 'hosted' }]));
    const config = await readConfiguration({
      PATH: '/bin', AXIS_SANDBOX_DATA: folder, AXIS_SANDBOX_SECRET: 'khoa-thu-nghiem', AXIS_SANDBOX_AGENCIES: file, AXIS_SANDBOX_PORT: '0',
    });
    await rm(folder, { recursive: true });
    expect(config).toMatchObject({ port: 0, systems: [{ systemId: 'vanthu', secret: 'khoa-thu-nghiem' }], agencies: [{ code: 'Z01' }] });
  });

  it('names everything that is wrong at once, without values', async () => {
    const failure = await readConfiguration({ AXIS_SANDBOX_PORT: 'tám', AXIS_SANDBOX_SECRET: 'ngắn', AXIS_SANDBOX_PROT: '1' }).catch((error: unknown) => error);
    const { message } = failure as Error;
    for (const name of ['AXIS_SANDBOX_PORT', 'AXIS_SANDBOX_SECRET', 'AXIS_SANDBOX_DATA', 'AXIS_SANDBOX_PROT']) expect(message).toContain(name);
    expect(message).not.toContain('ngắn');
  });
});
