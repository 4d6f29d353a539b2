import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../../data-source.js';
import { testDatabases } from '../../testing/index.js';
import { marks } from '../sql.js';
import { filterOf } from './filter.js';
import { cutVariables, elementInstances, incidents, jobs, ProcessSearch, processDefinitions, processInstances, SearchError, userTasks, wholeVariables, type Entity } from './index.js';

type Row = Readonly<Record<string, string | number | null>>;

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 2, 12);

function instance(key: number, parts: Row = {}): Row {
  return {
    instance_key: key, definition_key: 7, process_id: 'inbound', org_unit_id: null, business_key: null, status: 'active', has_incident: 0, parent_instance_key: null, parent_element_instance_key: null,
    root_instance_key: key, start_element_id: 'start', started_by: null, started_at: NOON + key, ended_at: null, end_reason: null, ...parts,
  };
}

function task(key: number, parts: Row = {}): Row {
  return {
    task_key: key, instance_key: 1, definition_key: 7, process_id: 'inbound', element_id: 'check', element_instance_key: key + 1000, name: 'Thẩm định', form_id: null, headers: '{"a":"b"}', assignee: null,
    candidate_users: '[]', candidate_groups: '[]', due_at: null, follow_up_at: null, priority: 50, state: 'created', created_at: NOON, ended_at: null, completed_by: null, acting_for: null, ...parts,
  };
}

describe.each(testDatabases())('searches on $name', (databases) => {
  let database: Database;
  let search: ProcessSearch;

  const insert = async (table: string, ...rows: readonly Row[]) => {
    for (const row of rows) await database.query(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${marks(Object.keys(row).length)})`, Object.values(row));
  };
  const found = async (entity: Entity, filter: unknown, sort?: unknown) => (await search.search(entity, { filter, ...(sort !== undefined && { sort }) })).items.map((each) => String(each[entity.key]));
  const instances = (filter: unknown, sort?: unknown) => found(processInstances, filter, sort);
  const refusal = async (request: unknown, entity: Entity = processInstances) => {
    const error = await search.search(entity, request).catch((thrown: unknown) => thrown);
    return error instanceof SearchError ? error.path : error;
  };

  beforeAll(async () => {
    database = await openDatabase(await databases.fresh());
    search = new ProcessSearch(database);
    await insert('process_definition',
      { definition_key: 7, deployment_key: 6, kind: 'process', id: 'inbound', tenant_id: '<default>', version: 1, version_tag: 'v1', name: 'Văn bản đến', resource_name: 'inbound.bpmn', content: '<x/>', effective_from: 0, created_at: NOON },
      { definition_key: 8, deployment_key: 6, kind: 'process', id: 'inbound', tenant_id: '<default>', version: 2, version_tag: null, name: 'Văn bản đến', resource_name: 'inbound.bpmn', content: '<x/>', effective_from: 0, created_at: NOON });
    await insert('process_instance',
      instance(1, { org_unit_id: 'Z01.41', business_key: 'a*b' }),
      instance(2, { process_id: 'In_bound', status: 'completed', ended_at: NOON + 2 * DAY, business_key: 'A%b_c' }),
      instance(3, { process_id: 'outbound', definition_key: 8, status: 'failed', ended_at: NOON + DAY, parent_instance_key: 1, parent_element_instance_key: 31, root_instance_key: 1 }),
      instance(9_007_199_254_740_993 as number, { instance_key: '9007199254740993', root_instance_key: '9007199254740993', status: 'terminated', has_incident: 1, started_at: NOON - DAY, ended_at: NOON }));
    await insert('variable',
      { scope_key: 1, name: 'urgency', instance_key: 1, value: '"khẩn"', updated_at: NOON },
      { scope_key: 1, name: 'pages', instance_key: 1, value: '12', updated_at: NOON },
      { scope_key: 1001, name: 'note', instance_key: 1, value: '"chỉ ở đây"', updated_at: NOON },
      { scope_key: 2, name: 'urgency', instance_key: 2, value: '"thường"', updated_at: NOON },
      { scope_key: 2, name: 'text', instance_key: 2, value: JSON.stringify('ê'.repeat(9000)), updated_at: NOON });
    await insert('user_task',
      task(1, { assignee: 'an', candidate_groups: '["leader@Z01","clerk \\"x\\""]', priority: 10, due_at: NOON }),
      task(2, { name: 'thẩm định', candidate_users: '["binh"]', candidate_groups: '["clerk@Z01"]', priority: 90, state: 'completed', ended_at: NOON + 5 }),
      task(3, { instance_key: 2, due_at: NOON + DAY }));
    await insert('element_instance',
      { element_instance_key: 1001, instance_key: 1, element_id: 'check', element_type: 'userTask', scope_key: 1, state: 'active', started_at: NOON, ended_at: null },
      { element_instance_key: 1002, instance_key: 1, element_id: 'send', element_type: 'serviceTask', scope_key: 1, state: 'active', started_at: NOON, ended_at: null },
      { element_instance_key: 1003, instance_key: 2, element_id: 'send', element_type: 'serviceTask', scope_key: 2, state: 'completed', started_at: NOON, ended_at: NOON });
    await insert('process_element', { definition_key: 7, element_id: 'send', name: 'Gửi đi', is_event_subprocess: 0, start_form_id: null });
    await insert('job',
      { job_key: 51, instance_key: 1, definition_key: 7, process_id: 'inbound', element_id: 'send', element_instance_key: 1002, type: 'mail', kind: 'serviceTask', retries: 2, attempt: 1, headers: '{}', worker: null, available_at: NOON, created_at: NOON, error_message: 'no answer', state: 'failed' },
      { job_key: 52, instance_key: 2, definition_key: 7, process_id: 'inbound', element_id: 'send', element_instance_key: 1003, type: 'axis', kind: 'taskListener', listener_event: 'completing', retries: 3, attempt: 1, headers: '{}', worker: 'w', last_worker: 'w', available_at: NOON + DAY, created_at: NOON, error_message: null, state: 'created' });
    await insert('incident',
      { incident_key: 61, instance_key: 1, definition_key: 7, process_id: 'inbound', element_id: 'send', element_instance_key: 1002, type: 'JOB_NO_RETRIES', message: 'no answer', job_key: 51, state: 'open', created_at: NOON, resolved_at: null, resolved_by: null, error_hash: 17 },
      { incident_key: 62, instance_key: 2, definition_key: 7, process_id: 'inbound', element_id: 'send', element_instance_key: 1003, type: 'JOB_NO_RETRIES', message: 'no answer', job_key: 52, state: 'resolved', created_at: NOON, resolved_at: NOON, resolved_by: null });
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await databases.stop();
  });

  const LARGE = '9007199254740993';

  it.each<readonly [string, unknown, readonly string[]]>([
    ['nothing', undefined, ['1', '2', '3', LARGE]],
    ['an empty filter', {}, ['1', '2', '3', LARGE]],
    ['a null', { state: null }, ['1', '2', '3', LARGE]],
    ['a key beyond 2^53', { processInstanceKey: LARGE }, [LARGE]],
    ['$eq of a key', { processInstanceKey: { $eq: '2' } }, ['2']],
    ['$in of keys', { processInstanceKey: { $in: ['3', '1', '99'] } }, ['1', '3']],
    ['$in of nothing', { processInstanceKey: { $in: [] } }, []],
    ['$notIn of keys', { processInstanceKey: { $notIn: ['1', '2'] } }, ['3', LARGE]],
    ['$neq also of what has no value', { parentProcessInstanceKey: { $neq: '1' } }, ['1', '2', LARGE]],
    ['$exists', { parentProcessInstanceKey: { $exists: true } }, ['3']],
    ['$exists: false', { endDate: { $exists: false } }, ['1']],
    ['a state', { state: 'TERMINATED' }, ['3', LARGE]],
    ['$neq of a state', { state: { $neq: 'TERMINATED' } }, ['1', '2']],
    ['$like of a state', { state: { $like: '*E?' } }, ['2', '3', LARGE]],
    ['a boolean', { hasIncident: true }, [LARGE]],
    ['a text, letter by letter', { processDefinitionId: 'inbound' }, ['1', LARGE]],
    ['$like with *', { processDefinitionId: { $like: '*bound' } }, ['1', '2', '3', LARGE]],
    ['$like with ?, in one case only', { processDefinitionId: { $like: 'in?ound' } }, ['1', LARGE]],
    ['$like where _ and % are letters', { businessId: { $like: 'A%b_?' } }, ['2']],
    ['$like where \\* is a letter', { businessId: { $like: 'a\\*b' } }, ['1']],
    ['$like where [ is a letter', { businessId: { $like: '[a]*' } }, []],
    ['a name of the definition', { processDefinitionName: 'Văn bản đến' }, ['1', '2', '3', LARGE]],
    ['a name in another case', { processDefinitionName: 'văn bản đến' }, []],
    ['a version', { processDefinitionVersion: { $gt: 1 } }, ['3']],
    ['a version tag', { processDefinitionVersionTag: { $exists: true } }, ['1', '2', LARGE]],
    ['a time with an offset', { startDate: { $gte: '2026-11-02T19:00:00.002+07:00' } }, ['2', '3']],
    ['a span of time', { endDate: { $gt: new Date(NOON).toISOString(), $lte: new Date(NOON + DAY).toISOString() } }, ['3']],
    ['times in a list', { endDate: { $in: [new Date(NOON).toISOString()] } }, [LARGE]],
    ['the tenant', { tenantId: 'Z01.41' }, ['1']],
    ['the usual tenant', { tenantId: { $neq: 'Z01.41' } }, ['2', '3', LARGE]],
    ['several fields', { state: 'TERMINATED', hasIncident: false }, ['3']],
    ['$or', { $or: [{ processInstanceKey: '1' }, { state: 'COMPLETED' }] }, ['1', '2']],
    ['$or beside fields', { hasIncident: false, $or: [{ state: 'TERMINATED' }, { state: 'COMPLETED', processDefinitionId: 'In_bound' }] }, ['2', '3']],
    ['$or with an empty part', { $or: [{}, { state: 'COMPLETED' }] }, ['1', '2', '3', LARGE]],
    ['a variable by its JSON', { variables: [{ name: 'urgency', value: '"khẩn"' }] }, ['1']],
    ['a variable of an inner scope', { variables: [{ name: 'note', value: { $like: '*đây"' } }] }, ['1']],
    ['two variables', { variables: [{ name: 'urgency', value: { $in: ['"khẩn"', '"thường"'] } }, { name: 'pages', value: '12' }] }, ['1']],
    ['a variable that has a value', { variables: [{ name: 'urgency', value: { $exists: true } }] }, ['1', '2']],
    ['an element that is active', { elementId: 'send', elementInstanceState: 'ACTIVE' }, ['1']],
    ['an element with an incident', { elementId: 'check', hasElementInstanceIncident: true }, []],
    ['an incident of an element', { hasElementInstanceIncident: true }, ['1']],
    ['an error message', { errorMessage: { $like: 'no*' } }, ['1']],
    ['the hash of an error message', { incidentErrorHashCode: 17 }, ['1']],
    ['jobs that are to be tried again', { hasRetriesLeft: true }, ['1']],
    ['an element without an incident', { elementId: 'send', hasElementInstanceIncident: false }, ['2']],
    ['an element that is anything', { elementId: {} }, ['1', '2']],
    ['a business id and a state', { businessId: 'a*b', state: 'ACTIVE', hasIncident: false }, ['1']],
    ['tags, which nothing has', { tags: ['a'] }, []],
    ['no batch operation', { batchOperationId: { $exists: false } }, ['1', '2', '3', LARGE]],
  ])('finds instances by %s', async (_, filter, expected) => {
    expect(await instances(filter)).toEqual(expected);
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ['a candidate group', { candidateGroup: 'leader@Z01' }, ['1']],
    ['a candidate group with quotes', { candidateGroup: 'clerk "x"' }, ['1']],
    ['$in of candidate groups', { candidateGroup: { $in: ['clerk@Z01', 'leader@Z01'] } }, ['1', '2']],
    ['$like of candidate groups', { candidateGroup: { $like: '*@Z01' } }, ['1', '2']],
    ['$neq of a candidate group', { candidateGroup: { $neq: 'leader@Z01' } }, ['2', '3']],
    ['no candidate user', { candidateUser: { $exists: false } }, ['1', '3']],
    ['nobody', { assignee: { $exists: false } }, ['2', '3']],
    ['an assignee and a state', { assignee: 'an', state: 'CREATED' }, ['1']],
    ['priority', { priority: { $gte: 50, $lt: 90 } }, ['3']],
    ['a name', { name: 'Thẩm định' }, ['1', '3']],
    ['a variable of the instance', { processInstanceVariables: [{ name: 'pages', value: '12' }] }, ['1', '2']],
    ['a variable of the instance that lies elsewhere', { processInstanceVariables: [{ name: 'note', value: { $exists: true } }] }, []],
    ['a variable of the task', { localVariables: [{ name: 'note', value: { $exists: true } }] }, ['1']],
  ])('finds tasks by %s', async (_, filter, expected) => {
    expect(await found(userTasks, filter)).toEqual(expected);
  });

  it.each<readonly [string, unknown]>([
    ['an element', { elementId: 'send', elementInstanceState: 'ACTIVE' }],
    ['an incident', { errorMessage: { $like: 'no*' } }],
    ['a job, among others', { processDefinitionId: 'inbound', $or: [{ hasRetriesLeft: true }, { elementId: 'nowhere' }] }],
  ])('finds the same instances by %s whether few or many have such', async (_, filter) => {
    // given
    const few = filterOf(processInstances, database.dialect, filter);
    const many = filterOf(processInstances, database.dialect, filter, 'filter', few.belonging.map(() => true));

    // when
    const [ofFew, ofMany] = await Promise.all([few, many].map(({ where }) => database.query(`SELECT instance_key FROM process_instance instance WHERE ${where.text}`, where.parameters)));

    // then
    expect(many.where.text).not.toBe(few.where.text);
    expect(ofMany).toEqual(ofFew);
    expect(ofFew).toMatchObject([{ instance_key: '1' }]);
  });

  it('finds jobs, incidents, elements and definitions in the words of the interface', async () => {
    expect(await found(jobs, { state: 'FAILED', hasFailedWithRetriesLeft: true, kind: 'BPMN_ELEMENT' })).toEqual(['51']);
    expect(await found(jobs, { listenerEventType: 'COMPLETING', deadline: { $gt: new Date(NOON).toISOString() }, worker: 'w' })).toEqual(['52']);
    expect(await found(incidents, { errorType: 'JOB_NO_RETRIES', state: 'ACTIVE' })).toEqual(['61']);
    expect(await found(incidents, { errorType: { $like: 'TASK*' } })).toEqual(['62']);
    expect(await found(elementInstances, { hasIncident: true, type: 'SERVICE_TASK', elementName: 'Gửi đi', incidentKey: '61' })).toEqual(['1002']);
    expect(await found(elementInstances, { hasIncident: false })).toEqual(['1001', '1003']);
    expect(await found(cutVariables, { name: 'urgency', value: '"khẩn"' })).toHaveLength(1);
    expect(await found(processDefinitions, { isLatestVersion: true, hasStartForm: false })).toEqual(['8']);
  });

  it('cuts long values in lists and says so, and gives them whole when wanted', async () => {
    const [cut] = (await search.search(cutVariables, { filter: { name: 'text' } })).items;
    const [whole] = (await search.search(wholeVariables, { filter: { name: 'text', value: { $like: '"ê*' } } })).items;
    expect([String(cut?.['value']).length, cut?.['isTruncated'], String(whole?.['value']).length, whole?.['isTruncated']]).toEqual([8191, true, 9002, false]);
    expect((await search.search(cutVariables, { filter: { isTruncated: true } })).items).toHaveLength(1);
  });

  it('sorts by several fields, what has no value first, and the key decides at last', async () => {
    expect(await instances({}, [{ field: 'endDate' }])).toEqual(['1', LARGE, '3', '2']);
    expect(await instances({}, [{ field: 'endDate', order: 'DESC' }])).toEqual(['2', '3', LARGE, '1']);
    expect(await instances({}, [{ field: 'processDefinitionVersion', order: 'DESC' }, { field: 'startDate', order: 'ASC' }])).toEqual(['3', LARGE, '1', '2']);
    expect(await instances({}, [{ field: 'processDefinitionId' }])).toEqual(['2', '1', LARGE, '3']);
  });

  it('names what it does not know', async () => {
    expect(await refusal({ filter: { nothing: 1 } })).toBe('filter.nothing');
    expect(await refusal({ filter: { toString: 'x' } })).toBe('filter.toString');
    expect(await refusal({ filter: JSON.parse('{"__proto__":"x"}') as unknown })).toBe('filter.__proto__');
    expect(await refusal({ filter: { state: { $regex: '.' } } })).toBe('filter.state.$regex');
    expect(await refusal({ filter: { processInstanceKey: { $gt: '1' } } })).toBe('filter.processInstanceKey.$gt');
    expect(await refusal({ filter: { state: 'RUNNING' } })).toBe('filter.state');
    expect(await refusal({ filter: { startDate: 'yesterday' } })).toBe('filter.startDate');
    expect(await refusal({ filter: { processInstanceKey: '9223372036854775808' } })).toBe('filter.processInstanceKey');
    expect(await refusal({ filter: [] })).toBe('filter');
    expect(await refusal({ filter: { $or: [{ $or: [] }] } })).toBe('filter.$or[0].$or');
    expect(await refusal({ filter: { variables: [{ name: 'a' }] } })).toBe('filter.variables[0].value');
    expect(await refusal({ filter: { $or: [] } }, userTasks)).toBe('filter.$or');
    expect(await refusal({ sort: [{ field: 'rootProcessInstanceKey' }] })).toBe('sort[0].field');
    expect(await refusal({ sort: [{ field: 'state', order: 'UP' }] })).toBe('sort[0].order');
    expect(await refusal({ page: { limit: 0 } })).toBe('page.limit');
    expect(await refusal({ page: { limit: 10_001 } })).toBe('page.limit');
    expect(await refusal({ page: { from: 1, after: 'WzFd' } })).toBe('page');
    expect(await refusal({ page: { after: 'not a cursor' } })).toBe('page.after');
    expect(await refusal({ filters: {} })).toBe('filters');
    expect(await refusal([])).toBe('request');
  });

  it('takes hostile input for what it is', async () => {
    const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => ({ $or: [inner] }), {});
    const sql = "'; DROP TABLE process_instance; -- \" ` \\ \0 ; ? $1";
    expect(await instances({ processDefinitionId: sql })).toEqual([]);
    expect(await instances({ processDefinitionId: { $like: sql } })).toEqual([]);
    expect(await instances({ processDefinitionId: { $notIn: [sql] } })).toHaveLength(4);
    expect(await instances({ variables: [{ name: sql, value: sql }] })).toEqual([]);
    expect(await refusal({ sort: [{ field: sql }] })).toBe('sort[0].field');
    expect(await refusal({ filter: deep })).toBe('filter.$or[0].$or');
    expect(await refusal({ filter: { processInstanceKey: { $in: Array.from({ length: 1001 }, (_, index) => String(index)) } } })).toBe('filter.processInstanceKey.$in');
    expect(await refusal({ filter: { $or: Array.from({ length: 51 }, () => ({})) } })).toBe('filter.$or');
    expect(await refusal({ filter: { businessId: { $like: '*a'.repeat(501) } } })).toBe('filter.businessId.$like');
    expect(await instances({ businessId: { $like: '*a'.repeat(500) } })).toEqual([]);
    expect(await instances({ $or: Array.from({ length: 50 }, (_, index) => ({ processInstanceKey: { $in: [String(index)] }, variables: [{ name: 'urgency', value: { $exists: true } }] })) })).toEqual(['1', '2']);
  });

  describe('pages', () => {
    const BASE = 1_000_000;
    let next = BASE;
    const grow = (count: number, parts: (key: number) => Row = () => ({})) => insert('process_instance', ...Array.from({ length: count }, () => instance(++next, { process_id: 'paged', status: next % 3 === 0 ? 'completed' : 'active', ended_at: next % 3 === 0 ? NOON + (next % 7) : null, ...parts(next) })));
    const page = async (sort: unknown, at: object) => search.search(processInstances, { filter: { processDefinitionId: 'paged' }, sort, page: { limit: 40, ...at } });

    beforeAll(() => grow(250), 60_000);

    it.each<readonly [string, unknown]>([
      ['by key', undefined],
      ['by key, newest first', [{ field: 'processInstanceKey', order: 'DESC' }]],
      ['by an end that many have and many do not', [{ field: 'endDate', order: 'ASC' }]],
      ['by an end, latest first', [{ field: 'endDate', order: 'DESC' }, { field: 'state', order: 'ASC' }]],
      ['by a joined field', [{ field: 'processDefinitionName' }, { field: 'startDate', order: 'DESC' }]],
    ])('show each row once, forwards and backwards, while rows come in: %s', async (_, sort) => {
      // given
      const before = new Set(Array.from({ length: 250 }, (__, index) => String(BASE + 1 + index)));
      const seen: string[] = [];
      let at: object = {};
      let last: string | null = null;

      // when
      for (;;) {
        const { items, page: { endCursor, startCursor } } = await page(sort, at);
        if (items.length === 0) break;
        seen.push(...items.map((each) => String(each['processInstanceKey'])));
        if (seen.length < 250) await grow(2);
        [at, last] = [{ after: endCursor }, startCursor];
      }
      const backwards: string[] = [];
      for (let cursor = last; cursor !== null; ) {
        const { items, page: { startCursor } } = await page(sort, { before: cursor });
        backwards.unshift(...items.map((each) => String(each['processInstanceKey'])));
        cursor = startCursor;
      }

      // then
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((each) => before.has(each))).toHaveLength(250);
      expect(new Set(backwards).size).toBe(backwards.length);
      const start = seen.indexOf(backwards.at(-1) ?? '');
      expect(backwards.filter((each) => before.has(each))).toEqual(seen.slice(0, start + 1).filter((each) => before.has(each)));
    });

    it('say how many there are, and begin anywhere', async () => {
      const first = await search.search(processInstances, { filter: { processDefinitionId: 'paged', processInstanceKey: { $in: Array.from({ length: 250 }, (_, index) => String(BASE + 1 + index)) } }, page: { from: 200, limit: 40 } });
      expect(first.page).toMatchObject({ totalItems: 250, hasMoreTotalItems: false });
      expect(first.items.map((each) => each['processInstanceKey'])).toEqual(Array.from({ length: 40 }, (_, index) => String(BASE + 201 + index)));
    });

    it('carry cursors that clients accept, also where what is sorted by is long, and only for the same sort', async () => {
      // given
      const sort = [{ field: 'businessId', order: 'DESC' }];
      await grow(3, (key) => ({ business_key: `${'ê'.repeat(200)}${key}` }));

      // when
      const first = await page(sort, { limit: 2 });
      const second = await page(sort, { limit: 1, after: first.page.endCursor });

      // then
      expect(first.page.endCursor).toMatch(/^[A-Za-z0-9+/]{2,299}=*$/);
      expect(second.items.map((each) => each['businessId'])).toEqual([`${'ê'.repeat(200)}${next - 2}`]);
      expect(await refusal({ page: { after: first.page.endCursor } })).toBe('page.after');
    });
  });
});
