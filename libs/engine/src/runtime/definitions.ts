import type { Key } from '@vanthu/model';
import { compileProcesses } from '../compile/compile-processes.js';
import type { ProcessModel } from '../compile/process-model.js';
import type { ResourceBinding } from '../execution/context.js';
import type { Clock } from './clock.js';
import type { ProcessStore, StoredDefinition } from './process-store.js';

/** What another process deploys or deletes is seen after this time. */
const FRESH_MS = 1_000;
const KEPT = 500;

/** Deployed definitions, compiled once and shared by all their instances. */
export class Definitions {
  private readonly stored = new Map<Key, Promise<StoredDefinition | null>>();
  private readonly models = new Map<Key, Promise<ProcessModel | null>>();
  private readonly recent = new Map<string, { readonly at: number; readonly found: Promise<StoredDefinition | null> }>();

  constructor(
    private readonly store: ProcessStore,
    private readonly clock: Clock,
  ) {}

  /** Definitions never change but for their deletion, so that one is read once. */
  definition(key: Key): Promise<StoredDefinition | null> {
    return once(this.stored, key, () => this.store.definition(key));
  }

  /** Null when there is no such process. */
  model(definitionKey: Key): Promise<ProcessModel | null> {
    return once(this.models, definitionKey, async () => {
      const definition = await this.definition(definitionKey);
      return definition?.kind === 'process' ? this.compile(definition) : null;
    });
  }

  /** As `definition`, and a deletion by another process is seen within a second. */
  current(key: Key): Promise<StoredDefinition | null> {
    return this.recently(key, () => this.store.definition(key));
  }

  /** The newest effective version of the first tenant that has one. */
  findLatest(kind: StoredDefinition['kind'], id: string, tenantIds: readonly string[]): Promise<StoredDefinition | null> {
    return this.recently([kind, id, ...tenantIds].join('\n'), () => this.store.latestDefinition(kind, id, tenantIds, this.clock.now()));
  }

  private recently(name: string, find: () => Promise<StoredDefinition | null>): Promise<StoredDefinition | null> {
    const known = this.recent.get(name);
    const now = this.clock.now();
    if (known && Math.abs(now - known.at) < FRESH_MS) return known.found;
    const found = find();
    if (this.recent.size >= KEPT) this.recent.clear();
    this.recent.set(name, { at: now, found });
    found.catch(() => this.recent.delete(name));
    return found;
  }

  /** As an element names a resource: the latest, the one deployed together with the process, or the newest with a tag. */
  async findBound(kind: StoredDefinition['kind'], id: string, tenantIds: readonly string[], binding: ResourceBinding, callerDefinitionKey: Key | null): Promise<StoredDefinition | null> {
    if (binding.kind === 'versionTag') return this.store.definitionByVersionTag(kind, id, binding.versionTag, tenantIds);
    if (binding.kind === 'latest') return this.findLatest(kind, id, tenantIds);
    const caller = callerDefinitionKey === null ? null : await this.definition(callerDefinitionKey);
    const together = caller ? await this.store.definitionsOfDeployment(caller.deploymentKey) : [];
    return together.find((each) => each.kind === kind && each.id === id) ?? null;
  }

  /** After a deployment or a deletion. */
  forgetLatest(): void {
    this.recent.clear();
    this.stored.clear();
  }

  private async compile(definition: StoredDefinition): Promise<ProcessModel> {
    const result = await compileProcesses(definition.content);
    if (!result.ok) {
      const reasons = result.problems.map((each) => `${each.elementId ?? definition.resourceName}: ${each.reason}`);
      throw new Error(`Process ${definition.id} version ${definition.version} cannot be run by this version of the program. ${reasons.join(' ')}`);
    }
    const model = result.processes.find((each) => each.processId === definition.id);
    if (!model) throw new Error(`${definition.resourceName} holds no process ${definition.id}.`);
    return model;
  }
}

/** Keeps the last results; a failure is not kept. */
function once<T>(kept: Map<Key, Promise<T>>, key: Key, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const made = make();
  kept.set(key, made);
  made.then((value) => value === null && kept.delete(key), () => kept.delete(key));
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as Key);
  return made;
}
