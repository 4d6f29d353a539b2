import type { Key } from '@vanthu/model';
import type { JsonObject, JsonValue } from '@vanthu/engine';
import type { Database } from '../data-source.js';
import { countInbox, readInbox, readTasks, selectTasks, type InboxCounts, type InboxRequest } from './inbox-query.js';
import {
  decisionView, historyView, instanceView, taskView, variableView,
  type DecisionView, type ElementView, type FlowView, type HistoryView, type IncidentView, type InstanceView, type UserTaskView, type VariableView, type ViewPage,
} from './process-views.js';
import { fromSql, marks, type Query, type SqlRow } from './sql.js';

/** Reads of the engine's tables for the product: what is committed, never a snapshot. Times are epoch ms. */
export class ProcessQueries {
  private readonly query: Query;

  constructor(database: Database) {
    this.query = (sql, parameters) => database.query<SqlRow>(sql, parameters);
  }

  inbox(request: InboxRequest): Promise<ViewPage<UserTaskView>> {
    return readInbox(this.query, request);
  }

  inboxCounts(principals: readonly string[]): Promise<InboxCounts> {
    return countInbox(this.query, principals);
  }

  /** Also of a task that has ended; `state` says so. */
  async task(taskKey: Key): Promise<UserTaskView | null> {
    const [task] = await readTasks(this.query, [taskKey]);
    return task ?? null;
  }

  /** Open tasks of the instance and, unless `onlyItself`, of the instances it called, oldest first. */
  async openTasksOf(instanceKey: Key, options: { readonly onlyItself?: boolean } = {}): Promise<readonly UserTaskView[]> {
    const instances = options.onlyItself ? [instanceKey] : await this.withCalled(instanceKey);
    const rows = await this.query(`${selectTasks} WHERE task.instance_key IN (${marks(instances.length)}) AND task.state = 'created' ORDER BY task.task_key`, instances);
    return rows.map(taskView);
  }

  /** Open tasks of exactly these instances, oldest first. */
  async openTasksIn(instanceKeys: readonly Key[]): Promise<readonly UserTaskView[]> {
    if (instanceKeys.length === 0) return [];
    const rows = await this.query(`${selectTasks} WHERE task.instance_key IN (${marks(instanceKeys.length)}) AND task.state = 'created' ORDER BY task.task_key`, instanceKeys);
    return rows.map(taskView);
  }

  /** Whether service tasks of the instance, or of those it called, are still to be done by themselves. */
  async hasOpenJobs(instanceKey: Key): Promise<boolean> {
    const instances = await this.withCalled(instanceKey);
    return (await this.query(`SELECT job_key FROM job WHERE instance_key IN (${marks(instances.length)}) AND retries > 0 AND ended_at IS NULL LIMIT 1`, instances)).length > 0;
  }

  /** Which tenants have published definitions of their own of these processes, whatever their version or date. */
  async tenantsOf(processIds: readonly string[]): Promise<readonly { readonly processId: string; readonly tenantId: string }[]> {
    if (processIds.length === 0) return [];
    const rows = await this.query(`SELECT DISTINCT id, tenant_id FROM process_definition WHERE kind = 'process' AND id IN (${marks(processIds.length)}) ORDER BY id, tenant_id`, processIds);
    return rows.map((row) => ({ processId: String(row['id']), tenantId: String(row['tenant_id']) }));
  }

  /** What people completed in these instances, as the engine recorded it, in order. */
  async completionsIn(instanceKeys: readonly Key[]): Promise<readonly HistoryView[]> {
    if (instanceKeys.length === 0) return [];
    const rows = await this.query(`SELECT * FROM history_event WHERE instance_key IN (${marks(instanceKeys.length)}) AND type = 'UserTaskCompleted' ORDER BY at, instance_key, revision, position`, instanceKeys);
    return rows.map(historyView);
  }

  /** The known ones among `taskKeys`, in their order. */
  tasks(taskKeys: readonly Key[]): Promise<readonly UserTaskView[]> {
    return readTasks(this.query, taskKeys);
  }

  /** Every task the instance ever had, oldest first. */
  async tasksOf(instanceKey: Key): Promise<readonly UserTaskView[]> {
    return (await this.query(`${selectTasks} WHERE task.instance_key = ? ORDER BY task.task_key`, [instanceKey])).map(taskView);
  }

  async instance(instanceKey: Key): Promise<InstanceView | null> {
    const [row] = await this.query('SELECT * FROM process_instance WHERE instance_key = ?', [instanceKey]);
    return row ? instanceView(row) : null;
  }

  /** Newest first. */
  async instancesByBusinessKey(businessKey: string): Promise<readonly InstanceView[]> {
    return (await this.query('SELECT * FROM process_instance WHERE business_key = ? ORDER BY instance_key DESC LIMIT 1000', [businessKey])).map(instanceView);
  }

  /** Instances called by this one directly, oldest first. */
  async childrenOf(instanceKey: Key): Promise<readonly InstanceView[]> {
    return (await this.query('SELECT * FROM process_instance WHERE parent_instance_key = ? ORDER BY instance_key', [instanceKey])).map(instanceView);
  }

  /** Every visit of every element, in the order in which they began. */
  async elementsOf(instanceKey: Key): Promise<readonly ElementView[]> {
    return (await this.query('SELECT * FROM element_instance WHERE instance_key = ? ORDER BY element_instance_key', [instanceKey])).map((row) => fromSql<ElementView>(row));
  }

  async activeElementsOf(instanceKey: Key): Promise<readonly ElementView[]> {
    const rows = await this.query("SELECT * FROM element_instance WHERE instance_key = ? AND state = 'active' ORDER BY element_instance_key", [instanceKey]);
    return rows.map((row) => fromSql<ElementView>(row));
  }

  async takenFlowsOf(instanceKey: Key): Promise<readonly FlowView[]> {
    const rows = await this.query('SELECT flow_id, times FROM sequence_flow WHERE instance_key = ? ORDER BY flow_id', [instanceKey]);
    return rows.map((row) => ({ flowId: String(row['flow_id']), times: Number(row['times']) }));
  }

  /** Open incidents, newest first; with `orgUnitIds` only those of instances of these units. */
  async incidents(request: { readonly limit: number; readonly cursor?: string; readonly orgUnitIds?: readonly string[] }): Promise<ViewPage<IncidentView>> {
    const before = /^\d{1,19}$/.test(request.cursor ?? '') ? String(request.cursor) : '9223372036854775807';
    const units = request.orgUnitIds ?? null;
    if (units?.length === 0) return { items: [], nextCursor: null };
    const ofUnits = units ? `AND instance_key IN (SELECT instance_key FROM process_instance WHERE org_unit_id IN (${marks(units.length)}))` : '';
    const rows = await this.query(
      `SELECT * FROM incident WHERE state = 'open' AND incident_key < ? ${ofUnits} ORDER BY incident_key DESC LIMIT ${Math.trunc(request.limit) + 1}`,
      [before, ...(units ?? [])],
    );
    const items = rows.slice(0, request.limit).map((row) => fromSql<IncidentView>(row));
    return { items, nextCursor: rows.length > request.limit ? (items.at(-1)?.incidentKey ?? null) : null };
  }

  async incident(incidentKey: Key): Promise<IncidentView | null> {
    const [row] = await this.query('SELECT * FROM incident WHERE incident_key = ?', [incidentKey]);
    return row ? fromSql<IncidentView>(row) : null;
  }

  async incidentsOf(instanceKey: Key): Promise<readonly IncidentView[]> {
    return (await this.query('SELECT * FROM incident WHERE instance_key = ? ORDER BY incident_key', [instanceKey])).map((row) => fromSql<IncidentView>(row));
  }

  /** Current or last values of every scope of the instance. */
  async variablesOf(instanceKey: Key): Promise<readonly VariableView[]> {
    return (await this.query('SELECT * FROM variable WHERE instance_key = ? ORDER BY scope_key, name', [instanceKey])).map(variableView);
  }

  /** What lies at one scope: the instance itself or an element instance. */
  async variablesAt(scopeKey: Key): Promise<JsonObject> {
    const rows = await this.query('SELECT name, value FROM variable WHERE scope_key = ?', [scopeKey]);
    return Object.fromEntries(rows.map((row) => [String(row['name']), JSON.parse(String(row['value'])) as JsonValue]));
  }

  /** Acts of people and the life of the instance, in order. */
  async historyOf(instanceKey: Key): Promise<readonly HistoryView[]> {
    return (await this.query('SELECT * FROM history_event WHERE instance_key = ? ORDER BY revision, position', [instanceKey])).map(historyView);
  }

  async decisionsOf(instanceKey: Key): Promise<readonly DecisionView[]> {
    return (await this.query('SELECT * FROM decision_evaluation WHERE instance_key = ? ORDER BY revision, position', [instanceKey])).map(decisionView);
  }

  /** The instance and all that it called, directly or not. */
  private async withCalled(instanceKey: Key): Promise<readonly Key[]> {
    const rows = await this.query('SELECT instance_key, parent_instance_key FROM process_instance WHERE root_instance_key = (SELECT root_instance_key FROM process_instance WHERE instance_key = ?)', [instanceKey]);
    const found = [instanceKey];
    for (const parent of found) for (const row of rows) if (String(row['parent_instance_key']) === parent) found.push(String(row['instance_key']));
    return found;
  }
}
