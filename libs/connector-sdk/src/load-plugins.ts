import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { jobTypeOf } from './connector.js';
import { PluginError } from './connector-plugin.js';
import type { ConnectorPlugin, PluginDefinition } from './connector-plugin.js';
import { includesVersion, sdkVersion } from './sdk-version.js';

export interface LoadPluginsOptions {
  /** Configuration by the plugin's name; absent: `{}`. */
  readonly configurations?: Readonly<Record<string, unknown>>;
  /** Folders and installed packages are found from here; default: the working directory. */
  readonly baseDir?: string;
}

/**
 * Loads plugins by npm package name or folder (`./…`, `../…` or absolute). All or none: throws `PluginError` listing every
 * missing, incompatible, misconfigured or clashing plugin.
 */
export async function loadPlugins(specifiers: readonly string[], options: LoadPluginsOptions = {}): Promise<readonly ConnectorPlugin[]> {
  const problems: string[] = [];
  const plugins: ConnectorPlugin[] = [];
  for (const specifier of specifiers) {
    try {
      plugins.push(await loadPlugin(specifier, options));
    } catch (error) {
      problems.push(`${specifier}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  problems.push(...clashes(plugins));
  if (problems.length > 0) throw new PluginError(problems);
  return plugins;
}

async function loadPlugin(specifier: string, options: LoadPluginsOptions): Promise<ConnectorPlugin> {
  const module = (await import(await importable(specifier, options.baseDir ?? process.cwd()))) as { plugin?: unknown };
  const definition = module.plugin;
  if (!isDefinition(definition)) throw new Error('it has no export "plugin" made by definePlugin.');
  const fits = includesVersion(definition.sdkVersion, sdkVersion);
  if (fits === null) throw new Error(`its sdkVersion "${definition.sdkVersion}" is not written as 1.2.3 or ^1.2.3.`);
  if (!fits) throw new Error(`it was made for connector SDK ${definition.sdkVersion}, this is ${sdkVersion}. Install a matching version of the plugin.`);
  const configuration = definition.configuration.safeParse(options.configurations?.[definition.name] ?? {});
  if (!configuration.success) {
    const places = configuration.error.issues.map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.message}`);
    throw new Error(`its configuration "${definition.name}" does not fit: ${places.join('; ')}`);
  }
  const { connectors, inboundConnectors = [] } = definition.create(configuration.data);
  return { name: definition.name, specifier, connectors, inboundConnectors };
}

async function importable(specifier: string, baseDir: string): Promise<string> {
  const isFolder = path.isAbsolute(specifier) || /^\.{1,2}([/\\]|$)/.test(specifier);
  const target = isFolder ? path.resolve(baseDir, specifier) : await packageFolder(specifier, baseDir);
  if (target === null) return specifier;
  const found = await stat(target).catch(() => null);
  if (found === null) throw new Error(`there is no folder ${target}.`);
  return pathToFileURL(found.isDirectory() ? path.join(target, await entryOf(target)) : target).href;
}

/** Where npm put a package, looked for from `from` upwards; null when it is nowhere there. */
async function packageFolder(name: string, from: string): Promise<string | null> {
  const folder = path.join(from, 'node_modules', name);
  if (await stat(folder).catch(() => null)) return folder;
  return path.dirname(from) === from ? null : packageFolder(name, path.dirname(from));
}

async function entryOf(folder: string): Promise<string> {
  const text = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => '{}');
  const manifest = JSON.parse(text) as { exports?: unknown; main?: unknown };
  for (const candidate of [entryOfExports(manifest.exports), manifest.main]) if (typeof candidate === 'string') return candidate;
  return 'index.js';
}

function entryOfExports(exports: unknown): unknown {
  if (typeof exports !== 'object' || exports === null) return exports;
  const conditions = exports as Readonly<Record<string, unknown>>;
  return entryOfExports(conditions['.'] ?? conditions['import'] ?? conditions['node'] ?? conditions['default']);
}

function isDefinition(value: unknown): value is PluginDefinition {
  if (typeof value !== 'object' || value === null) return false;
  const { name, sdkVersion: range, configuration, create } = value as Partial<PluginDefinition>;
  return typeof name === 'string' && typeof range === 'string' && typeof configuration?.safeParse === 'function' && typeof create === 'function';
}

function clashes(plugins: readonly ConnectorPlugin[]): readonly string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  const claim = (name: string, owner: string): void => {
    const other = owners.get(name);
    if (other === undefined) owners.set(name, owner);
    else problems.push(`${owner}: ${name} is already taken by ${other}.`);
  };
  for (const plugin of plugins) {
    claim(`plugin name "${plugin.name}"`, plugin.specifier);
    for (const connector of plugin.connectors) {
      for (const operation of Object.keys(connector.operations)) claim(`job type ${jobTypeOf(connector, operation)}`, plugin.specifier);
    }
    for (const inbound of plugin.inboundConnectors) claim(`inbound connector ${inbound.id}:${inbound.version}`, plugin.specifier);
  }
  return problems;
}
