import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadPlugins } from './load-plugins.js';
import { sdkVersion } from './sdk-version.js';

let baseDir: string;
beforeEach(async () => {
  baseDir = await mkdtemp(path.join(tmpdir(), 'vanthu-plugins-'));
});
afterEach(() => rm(baseDir, { recursive: true }));

interface PluginFacts {
  readonly name?: string;
  readonly range?: string;
  readonly connectorId?: string;
  readonly manifest?: object;
  readonly file?: string;
}

async function writePlugin(folder: string, facts: PluginFacts = {}): Promise<void> {
  const { name = folder, range = `^${sdkVersion}`, connectorId = folder, manifest = { main: 'plugin.mjs' }, file = 'plugin.mjs' } = facts;
  await mkdir(path.join(baseDir, folder));
  await writeFile(path.join(baseDir, folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    path.join(baseDir, folder, file),
    `export const plugin = {
      name: ${JSON.stringify(name)}, sdkVersion: ${JSON.stringify(range)},
      configuration: { safeParse: (value) => value.bad ? { success: false, error: { issues: [{ path: ['bad'], message: 'not this' }] } } : { success: true, data: value } },
      create: (configuration) => ({ connectors: [{ id: ${JSON.stringify(connectorId)}, version: 1, name: configuration, operations: { run: {} } }] }),
    };`,
  );
}

describe('loadPlugins', () => {
  it('loads folders, whichever way they name their entry, with their configuration', async () => {
    await writePlugin('main-field');
    await writePlugin('exports-field', { manifest: { exports: { '.': { import: './entry.mjs' } } }, file: 'entry.mjs' });
    const plugins = await loadPlugins(['./main-field', path.join(baseDir, 'exports-field')], { baseDir, configurations: { 'main-field': { vi: 'Một' } } });
    expect(plugins.map((plugin) => [plugin.name, plugin.connectors[0]?.name])).toEqual([['main-field', { vi: 'Một' }], ['exports-field', {}]]);
  });

  it('loads packages that npm installed beside the configuration', async () => {
    await mkdir(path.join(baseDir, 'node_modules', '@so-mau'), { recursive: true });
    await writePlugin('node_modules/@so-mau/sms', { name: 'sms', connectorId: 'sms' });
    await mkdir(path.join(baseDir, 'config'));
    const plugins = await loadPlugins(['@so-mau/sms'], { baseDir: path.join(baseDir, 'config') });
    expect(plugins.map((plugin) => plugin.name)).toEqual(['sms']);
  });

  it('names every problem at once', async () => {
    await writePlugin('too-new', { range: '^9.0.0' });
    await writePlugin('odd-range', { range: '>=0.1' });
    await writePlugin('misconfigured');
    await mkdir(path.join(baseDir, 'empty'));
    await writeFile(path.join(baseDir, 'empty', 'package.json'), '{"main":"index.mjs"}');
    await writeFile(path.join(baseDir, 'empty', 'index.mjs'), 'export const other = 1;');

    const loading = loadPlugins(['./too-new', './odd-range', './misconfigured', './empty', './absent', 'vanthu-no-such-package'], {
      baseDir, configurations: { misconfigured: { bad: true } },
    });

    await expect(loading).rejects.toMatchObject({
      problems: [
        expect.stringContaining('made for connector SDK ^9.0.0'),
        expect.stringContaining('not written as'),
        expect.stringContaining('bad: not this'),
        expect.stringContaining('no export "plugin"'),
        expect.stringContaining('there is no folder'),
        expect.stringContaining('vanthu-no-such-package'),
      ],
    });
  });

  it('refuses two plugins that claim the same job type', async () => {
    await writePlugin('first', { connectorId: 'same' });
    await writePlugin('second', { connectorId: 'same' });
    await expect(loadPlugins(['./first', './second'], { baseDir })).rejects.toThrow('job type same:run:1 is already taken by ./first');
  });
});
