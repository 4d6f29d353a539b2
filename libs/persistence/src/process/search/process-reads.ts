import type { Key } from '@vanthu/model';
import type { Database } from '../../data-source.js';
import { marks, type Query, type SqlRow } from '../sql.js';
import { allOf, type Sql } from './entity.js';
import { processInstances } from './entities/instances.js';
import { filterOf } from './filter.js';
import { fromOf } from './process-search.js';

export interface ElementCounts {
  readonly elementId: string;
  readonly active: number;
  readonly canceled: number;
  readonly incidents: number;
  readonly completed: number;
}

/** Deeper nestings of scopes and calls than anybody draws. */
const DEEPEST = 200;

/** Reads of the REST API that are no searches. */
export class ProcessReads {
  private readonly query: Query;

  constructor(private readonly database: Database) {
    this.query = (sql, parameters) => database.query<SqlRow>(sql, parameters);
  }

  /** The instance and those that called it, the first caller first; empty when it is not known. */
  async callersOf(instanceKey: Key): Promise<readonly { readonly processInstanceKey: Key; readonly processDefinitionKey: Key; readonly processDefinitionName: string }[]> {
    const chain: { processInstanceKey: Key; processDefinitionKey: Key; processDefinitionName: string }[] = [];
    for (let next: Key | null = instanceKey; next !== null && chain.length < DEEPEST; ) {
      const [row]: readonly SqlRow[] = await this.query(
        'SELECT instance.definition_key, instance.process_id, instance.parent_instance_key, definition.name FROM process_instance instance LEFT JOIN process_definition definition ON definition.definition_key = instance.definition_key WHERE instance.instance_key = ?',
        [next],
      );
      if (!row) break;
      chain.unshift({ processInstanceKey: next, processDefinitionKey: String(row['definition_key']), processDefinitionName: String(row['name'] ?? row['process_id']) });
      next = row['parent_instance_key'] === null ? null : String(row['parent_instance_key']);
    }
    return chain;
  }

  /** Called by the instance, directly or not, and itself. */
  async withCalled(instanceKey: Key): Promise<readonly Key[]> {
    const rows = await this.query('SELECT instance_key, parent_instance_key FROM process_instance WHERE root_instance_key = (SELECT root_instance_key FROM process_instance WHERE instance_key = ?)', [instanceKey]);
    const children = Map.groupBy(rows, (row) => String(row['parent_instance_key']));
    const found = [instanceKey];
    for (const key of found) for (const row of children.get(key) ?? []) found.push(String(row['instance_key']));
    return found;
  }

  /** What `incident.` or another row of elements must meet to lie in the element or in what it contains. */
  async within(elementInstanceKey: Key, alias: string): Promise<Sql> {
    const found = [elementInstanceKey];
    const [own] = await this.query('SELECT instance_key FROM element_instance WHERE element_instance_key = ?', [elementInstanceKey]);
    const rows = own ? await this.query('SELECT element_instance_key, scope_key FROM element_instance WHERE instance_key = ?', [String(own['instance_key'])]) : [];
    const inside = Map.groupBy(rows, (row) => String(row['scope_key']));
    for (const key of found) for (const row of inside.get(key) ?? []) found.push(String(row['element_instance_key']));
    const called = await this.query(`SELECT instance_key FROM process_instance WHERE parent_element_instance_key IN (${marks(found.length)})`, found);
    const instances = (await Promise.all(called.map((row) => this.withCalled(String(row['instance_key']))))).flat();
    const ofCalled = instances.length === 0 ? '' : ` OR ${alias}.instance_key IN (${marks(instances.length)})`;
    return { text: `${alias}.element_instance_key IN (${marks(found.length)})${ofCalled}`, parameters: [...found, ...instances] };
  }

  /** The scopes whose variables are seen at an element instance, nearest first; the last one is the instance. */
  async scopesOf(elementInstanceKey: Key): Promise<readonly Key[]> {
    const scopes: Key[] = [];
    for (let next: Key | null = elementInstanceKey; next !== null && scopes.length < DEEPEST; ) {
      scopes.push(next);
      const [row]: readonly SqlRow[] = await this.query('SELECT scope_key FROM element_instance WHERE element_instance_key = ?', [next]);
      next = row ? String(row['scope_key']) : null;
    }
    return scopes;
  }

  /** Of the variables at these scopes (nearest first) those that no nearer one hides. */
  notHidden(scopes: readonly Key[]): Sql {
    const rank = (alias: string) => `CASE ${alias}.scope_key ${scopes.map((_, index) => `WHEN ? THEN ${index}`).join(' ')} END`;
    return {
      text: `variable.scope_key IN (${marks(scopes.length)}) AND NOT EXISTS (SELECT 1 FROM variable nearer WHERE nearer.scope_key IN (${marks(scopes.length)}) AND nearer.name = variable.name AND ${rank('nearer')} < ${rank('variable')})`,
      parameters: [...scopes, ...scopes, ...scopes, ...scopes],
    };
  }

  async takenFlows(instanceKey: Key): Promise<readonly Key[]> {
    return (await this.query('SELECT flow_id FROM sequence_flow WHERE instance_key = ? ORDER BY flow_id', [instanceKey])).map((row) => String(row['flow_id']));
  }

  /** How the elements of the instances fared that meet a filter of process instances; `definitionKey` is always meant. @throws SearchError */
  elementsOfDefinition(definitionKey: Key, filter: unknown): Promise<readonly ElementCounts[]> {
    const { dialect } = this.database;
    const wanted = filterOf(processInstances, dialect, filter);
    const own = filterOf(processInstances, dialect, { processDefinitionKey: definitionKey });
    return this.countElements(fromOf(processInstances, wanted.joins), allOf([own.where, wanted.where]));
  }

  elementsOfInstance(instanceKey: Key): Promise<readonly ElementCounts[]> {
    return this.countElements(processInstances.from, filterOf(processInstances, this.database.dialect, { processInstanceKey: instanceKey }).where);
  }

  async content(key: Key, kind: 'process' | 'decision' | 'drg'): Promise<string | null> {
    const [row] = await this.query('SELECT content FROM process_definition WHERE definition_key = ? AND kind = ?', [key, kind]);
    return row ? String(row['content']) : null;
  }

  /** The form of a process's start event: `null` when it has none. */
  async startFormOf(definitionKey: Key): Promise<{ readonly formId: string; readonly tenantId: string } | null> {
    const [row] = await this.query(
      'SELECT element.start_form_id, definition.tenant_id FROM process_element element JOIN process_definition definition ON definition.definition_key = element.definition_key WHERE element.definition_key = ? AND element.start_form_id IS NOT NULL ORDER BY element.element_id LIMIT 1',
      [definitionKey],
    );
    return row ? { formId: String(row['start_form_id']), tenantId: String(row['tenant_id']) } : null;
  }

  private async countElements(from: string, { text, parameters }: Sql): Promise<readonly ElementCounts[]> {
    const rows = await this.query(
      `SELECT counted.element_id, SUM(CASE WHEN counted.state = 'active' THEN 1 ELSE 0 END) AS active, SUM(CASE WHEN counted.state = 'terminated' THEN 1 ELSE 0 END) AS canceled, SUM(CASE WHEN counted.state = 'completed' THEN 1 ELSE 0 END) AS completed,
        SUM(CASE WHEN EXISTS (SELECT 1 FROM incident stuck WHERE stuck.element_instance_key = counted.element_instance_key AND stuck.state = 'open') THEN 1 ELSE 0 END) AS incidents
       FROM ${from} JOIN element_instance counted ON counted.instance_key = instance.instance_key WHERE ${text} GROUP BY counted.element_id ORDER BY counted.element_id`,
      parameters,
    );
    return rows.map((row) => ({ elementId: String(row['element_id']), active: Number(row['active']), canceled: Number(row['canceled']), incidents: Number(row['incidents']), completed: Number(row['completed']) }));
  }
}
