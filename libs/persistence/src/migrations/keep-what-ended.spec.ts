import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { bpmn } from '@vanthu/engine/testing';
import { openDatabase, type Database } from '../data-source.js';
import { marks } from '../process/sql.js';
import { cutVariables, decisionDefinitions, decisionInstances, elementInstances, incidents, jobs, messageSubscriptions, processDefinitions, ProcessSearch } from '../process/search/index.js';
import { testDatabases } from '../testing/index.js';
import { migrations } from './index.js';
import { KeepWhatEnded1795305600300 } from './1795305600300-keep-what-ended.js';

type Row = Readonly<Record<string, string | number | null>>;

describe.each(testDatabases())('what a database held before searches came, on $name', (databases) => {
  let database: Database;
  afterEach(() => database?.close());
  afterAll(() => databases.stop());

  const insert = async (table: string, ...rows: readonly Row[]) => {
    for (const row of rows) await database.query(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${marks(Object.keys(row).length)})`, Object.values(row));
  };

  it('is found as well, and taking the migration back loses nothing that is open', async () => {
    // given
    database = await openDatabase(await databases.fresh());
    const later = migrations.length - migrations.indexOf(KeepWhatEnded1795305600300);
    for (let step = 0; step < later; step++) await database.dataSource.undoLastMigration({ transaction: 'none' });
    const xml = bpmn((process) => process.start('begin', undefined, { formId: 'form' }).serviceTask('send', { name: 'Gửi & lưu' }).end(), 'letter');
    const definition = { deployment_key: 100, tenant_id: '<default>', version: 1, version_tag: null, name: 'n', effective_from: 0, created_at: 5 };
    await insert('process_definition',
      { ...definition, definition_key: 101, kind: 'process', id: 'letter', resource_name: 'letter.bpmn', content: xml },
      { ...definition, definition_key: 102, kind: 'decision', id: 'urgency', resource_name: 'a.dmn', content: '<definitions id="rules" name="Quy tắc"/>' },
      { ...definition, definition_key: 103, kind: 'decision', id: 'size', resource_name: 'a.dmn', content: '<definitions id="rules" name="Quy tắc"/>' });
    await insert('process_instance', { instance_key: 1, definition_key: 101, process_id: 'letter', status: 'active', has_incident: 1, root_instance_key: 1, start_element_id: 'begin', started_at: 5 });
    await insert('element_instance', { element_instance_key: 11, instance_key: 1, element_id: 'send', element_type: 'serviceTask', scope_key: 1, state: 'active', started_at: 5 });
    await insert('variable', { scope_key: 1, name: 'b', instance_key: 1, value: '2', updated_at: 6 }, { scope_key: 1, name: 'a', instance_key: 1, value: '1', updated_at: 5 });
    const place = { instance_key: 1, process_id: 'letter', element_id: 'send', element_instance_key: 11 };
    await insert('job', { ...place, job_key: 21, definition_key: 101, type: 'mail', kind: 'serviceTask', retries: 0, attempt: 1, headers: '{}', available_at: null, created_at: 5, error_message: 'no answer' });
    await insert('incident', { ...place, incident_key: 31, definition_key: 101, type: 'JOB_NO_RETRIES', message: 'no answer', job_key: 21, state: 'open', created_at: 6 });
    await insert('message_subscription', { ...place, subscription_key: 41, message_name: 'm', correlation_key: 'k', interrupting: 1, opened_at: 5 });
    const trace = JSON.stringify({ decisions: [{ decisionId: 'size', name: 'Cỡ', value: 1 }, { decisionId: 'urgency', name: '', value: 'x' }], tables: [] });
    await insert('decision_evaluation', { instance_key: 1, revision: 1, position: 1, element_instance_key: 11, element_id: 'send', decision_id: 'urgency', decision_key: 102, output: '"x"', trace, at: 5 });

    // when
    await database.dataSource.runMigrations({ transaction: 'none' });

    // then
    const search = new ProcessSearch(database);
    const found = async (...request: Parameters<ProcessSearch['search']>) => (await search.search(...request)).items;
    expect(await found(processDefinitions, { filter: { hasStartForm: true } })).toMatchObject([{ processDefinitionId: 'letter' }]);
    expect(await found(elementInstances, {})).toMatchObject([{ elementName: 'Gửi & lưu', incidentKey: '31' }]);
    expect(await found(cutVariables, {})).toMatchObject([{ name: 'a', value: '1' }, { name: 'b', value: '2' }]);
    expect(await found(jobs, {})).toMatchObject([{ state: 'FAILED', errorMessage: 'no answer' }]);
    expect(await found(incidents, {})).toMatchObject([{ errorType: 'JOB_NO_RETRIES' }]);
    expect(await database.query('SELECT error_hash FROM incident')).not.toEqual([{ error_hash: 0 }]);
    expect(await found(messageSubscriptions, {})).toMatchObject([{ messageSubscriptionState: 'CREATED' }]);
    expect(await found(decisionDefinitions, {})).toMatchObject([{ decisionRequirementsId: 'rules', decisionRequirementsName: 'Quy tắc' }, { decisionRequirementsKey: '100' }]);
    expect(await found(decisionInstances, {})).toMatchObject([{ decisionDefinitionId: 'size', decisionDefinitionKey: '103', result: '1' }, { decisionDefinitionId: 'urgency', decisionDefinitionKey: '102', result: '"x"' }]);

    // when
    for (let step = 0; step < later; step++) await database.dataSource.undoLastMigration({ transaction: 'none' });

    // then
    for (const [table, count] of [['variable', 2], ['job', 1], ['message_subscription', 1], ['process_definition', 3]] as const) {
      expect({ table, rows: await database.query(`SELECT * FROM ${table}`).then((rows) => rows.length) }).toEqual({ table, rows: count });
    }
  }, 90_000);
});
