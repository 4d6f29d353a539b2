import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions, type TableIndexOptions } from 'typeorm';
import { columnsFor, nullable, primary, type ColumnTypes } from '../database/columns.js';

/** The engine's tables. They are written with raw SQL only: property names of the engine's rows in snake case. */
export class CreateProcessTables1795219200050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const types = columnsFor(runner);
    const tables = { ...definitionTables(types), ...instanceTables(types), ...waitTables(types), ...messageTables(types), ...historyTables(types) };
    for (const [name, [columns, ...indices]] of Object.entries(tables)) {
      await runner.createTable(new Table({ name, columns, indices: indices.map((index) => named(name, index)) }));
    }
    await runner.query("INSERT INTO engine_counter (name, value) VALUES ('node', 0)");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of names.toReversed()) await runner.dropTable(name);
  }
}

const names = [
  ...['process_definition', 'start_subscription', 'engine_counter', 'process_instance', 'process_snapshot', 'element_instance', 'sequence_flow', 'variable'],
  ...['job', 'user_task', 'task_inbox', 'timer', 'incident', 'message_subscription', 'message', 'message_correlation', 'deduplication', 'outbox', 'decision_evaluation', 'history_event'],
];

type Definition = readonly [TableColumnOptions[], ...{ readonly on: string[]; readonly isUnique?: boolean }[]];
type Definitions = Record<string, Definition>;

function named(table: string, { on, isUnique }: { readonly on: string[]; readonly isUnique?: boolean }): TableIndexOptions {
  return { name: `ix_${table}_${on.map((each) => each.replace(/_/g, '')).join('_')}`.slice(0, 60), columnNames: on, isUnique: isUnique ?? false };
}

function definitionTables({ big, integer, id, text, longText }: ColumnTypes): Definitions {
  return {
    process_definition: [
      [
        ...[big('definition_key', primary), big('deployment_key'), id('kind', 16), id('id', 150), id('tenant_id', 64), integer('version')],
        ...[id('version_tag', 150, nullable), text('name', 500), text('resource_name', 500), longText('content'), big('effective_from'), big('created_at')],
      ],
      { on: ['kind', 'id', 'tenant_id', 'version'], isUnique: true },
      { on: ['deployment_key'] },
    ],
    start_subscription: [[big('definition_key', primary), id('element_id', 255, primary), id('process_id', 150), id('tenant_id', 64), id('message_name', 150)], { on: ['message_name'] }],
    engine_counter: [[id('name', 32, primary), big('value')]],
  };
}

function instanceTables({ big, integer, flag, id, text, longText }: ColumnTypes): Definitions {
  return {
    process_instance: [
      [
        ...[big('instance_key', primary), big('definition_key'), id('process_id', 150), id('org_unit_id', 64, nullable), id('business_key', 255, nullable), id('status', 16), flag('has_incident')],
        ...[big('parent_instance_key', nullable), big('parent_element_instance_key', nullable), big('root_instance_key'), id('start_element_id', 255), id('started_by', 64, nullable)],
        ...[big('started_at'), big('ended_at', nullable), text('end_reason', 1000, nullable)],
      ],
      { on: ['parent_element_instance_key'] },
      { on: ['parent_instance_key'] },
      { on: ['root_instance_key'] },
      { on: ['business_key'] },
      { on: ['process_id', 'status', 'instance_key'] },
    ],
    process_snapshot: [[big('instance_key', primary), big('definition_key'), id('process_id', 150), integer('revision'), longText('snapshot')]],
    element_instance: [
      [big('element_instance_key', primary), big('instance_key'), id('element_id', 255), id('element_type', 64), big('scope_key'), id('state', 16), big('started_at'), big('ended_at', nullable)],
      { on: ['instance_key'] },
    ],
    sequence_flow: [[big('instance_key', primary), id('flow_id', 255, primary), integer('times')]],
    variable: [[big('scope_key', primary), id('name', 255, primary), big('instance_key'), longText('value'), big('updated_at')], { on: ['instance_key'] }],
  };
}

function waitTables({ big, integer, flag, id, text, longText }: ColumnTypes): Definitions {
  const place = [big('instance_key'), big('definition_key'), id('process_id', 150), id('element_id', 255), big('element_instance_key')];
  return {
    job: [
      [
        ...[big('job_key', primary), ...place, id('type', 255), id('kind', 32), integer('retries'), integer('attempt'), longText('headers')],
        ...[id('worker', 255, nullable), big('available_at', nullable), big('created_at'), longText('error_message', nullable)],
      ],
      { on: ['type', 'available_at', 'job_key'] },
      { on: ['instance_key'] },
    ],
    user_task: [
      [
        ...[big('task_key', primary), ...place, text('name', 1000), id('form_id', 255, nullable), longText('headers'), id('assignee', 190, nullable)],
        ...[longText('candidate_users'), longText('candidate_groups'), big('due_at', nullable), big('follow_up_at', nullable), integer('priority')],
        ...[id('state', 16), big('created_at'), big('ended_at', nullable), id('completed_by', 190, nullable), id('acting_for', 190, nullable)],
      ],
      { on: ['instance_key'] },
    ],
    task_inbox: [[id('principal', 200, primary), flag('assigned', primary), big('due', primary), big('task_key', primary)]],
    timer: [[big('timer_key', primary), big('instance_key'), big('element_instance_key'), id('element_id', 255), big('due_at'), big('available_at')], { on: ['available_at', 'timer_key'] }],
    incident: [
      [
        ...[big('incident_key', primary), ...place, id('type', 64), longText('message'), big('job_key', nullable), id('state', 16)],
        ...[big('created_at'), big('resolved_at', nullable), id('resolved_by', 190, nullable)],
      ],
      { on: ['state', 'incident_key'] },
      { on: ['instance_key'] },
    ],
  };
}

function messageTables({ big, flag, id, longText }: ColumnTypes): Definitions {
  const addressed = [id('message_name', 150), id('correlation_key', 255)];
  return {
    message_subscription: [
      [big('subscription_key', primary), big('instance_key'), id('process_id', 150), big('element_instance_key'), id('element_id', 255), ...addressed, flag('interrupting'), big('opened_at')],
      { on: ['message_name', 'correlation_key', 'subscription_key'] },
      { on: ['opened_at'] },
    ],
    message: [
      [big('message_key', primary), ...addressed, id('message_id', 255, nullable), big('expires_at'), longText('variables'), id('org_unit_id', 64, nullable), big('at')],
      { on: ['message_name', 'correlation_key', 'message_id'], isUnique: true },
      { on: ['expires_at'] },
    ],
    message_correlation: [[big('message_key', primary), id('process_id', 150, primary), big('instance_key')]],
    deduplication: [[id('deduplication_key', 255, primary), big('instance_key'), big('at')]],
    outbox: [
      [big('outbox_key', primary), big('instance_key'), big('element_instance_key', nullable), id('type', 32), longText('command'), big('created_at'), big('available_at')],
      { on: ['available_at'] },
      { on: ['element_instance_key'] },
    ],
  };
}

function historyTables({ big, integer, id, longText }: ColumnTypes): Definitions {
  const position = [big('instance_key', primary), integer('revision', primary), integer('position', primary)];
  return {
    decision_evaluation: [[...position, big('element_instance_key'), id('element_id', 255), id('decision_id', 150), big('decision_key'), longText('output'), longText('trace'), big('at')]],
    history_event: [[...position, id('type', 64), id('actor', 190, nullable), id('acting_for', 190, nullable), longText('data'), big('at')]],
  };
}
