import type { Key } from '@vanthu/model';
import { OUTBOX_GRACE_MS, type NewMessage, type OutboxCommand } from '../process-store.js';
import type { OutboxRow } from './rows.js';

export function outboxRow(instanceKey: Key, at: number, command: OutboxCommand): OutboxRow {
  return {
    outboxKey: command.key,
    instanceKey,
    elementInstanceKey: command.type === 'StartChild' ? (command.start.parent?.elementInstanceKey ?? null) : null,
    type: command.type,
    command: JSON.stringify(command),
    createdAt: at,
    availableAt: at + OUTBOX_GRACE_MS,
  };
}

/** A command that belongs to no instance, as the outbox keeps it from the beginning. */
export function looseRow(command: OutboxCommand, at: number, availableAt = at + OUTBOX_GRACE_MS): OutboxRow {
  return { ...outboxRow('0', at, command), availableAt };
}

/** The command that publishes a message which came from outside; it belongs to no instance. */
export function publishRow(message: NewMessage): OutboxRow {
  return outboxRow('0', message.at, { key: message.key, type: 'PublishMessage', message });
}
