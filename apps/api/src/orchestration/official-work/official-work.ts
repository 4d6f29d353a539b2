import type { OwnedKind, ProcessStore, StoredDefinition } from '@vanthu/engine';
import type { Key } from '@vanthu/model';
import type { DocumentProcesses } from '@vanthu/persistence';
import { RestProblem } from '../problems/rest-problem.js';

const words = 'It belongs to the work on official documents, which is done in the application, by those who are responsible for it.';

/** The work on official documents: `/v2` may watch it, cancel it and repair its incidents, but not do it, whatever the role of the caller. */
export class OfficialWork {
  private readonly definitions = new Set<string>();

  constructor(
    private readonly store: ProcessStore,
    private readonly processes: DocumentProcesses,
    /** Job types that this server works itself. */
    private readonly jobTypes: () => ReadonlySet<string>,
  ) {}

  /** What the server has deployed itself may not be replaced or deleted: units change it in the routing editor, under its legal checks. */
  reserve(definitions: readonly Pick<StoredDefinition, 'kind' | 'id'>[]): void {
    for (const each of definitions) this.definitions.add(nameOf(each));
  }

  isReserved(definition: Pick<StoredDefinition, 'kind' | 'id'>): boolean {
    return this.definitions.has(nameOf(definition));
  }

  /** @throws RestProblem FORBIDDEN */
  refuseJobType(type: string): void {
    if (this.jobTypes().has(type)) throw new RestProblem('FORBIDDEN', `Jobs of type '${type}' are worked by this server itself.`);
  }

  /** @throws RestProblem FORBIDDEN where the instance is about a document */
  async refuseInstance(instanceKey: Key): Promise<void> {
    if ((await this.processes.documentOf(instanceKey)) !== null) throw new RestProblem('FORBIDDEN', words);
  }

  /** Keys that nothing has are left to the command itself. */
  async refuseOwned(kind: OwnedKind, key: Key): Promise<void> {
    const instanceKey = await this.store.instanceOf(kind, key);
    if (instanceKey !== null) await this.refuseInstance(instanceKey);
  }
}

function nameOf({ kind, id }: Pick<StoredDefinition, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}
