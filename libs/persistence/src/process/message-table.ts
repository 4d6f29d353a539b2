import type { Key } from '@vanthu/model';
import { publishRow, type NewMessage, type OpenSubscription, type UnmatchedMessage } from '@vanthu/engine';
import type { Dialect } from '../data-source.js';
import { fromSql, insert, marks, type Query } from './sql.js';

/** Inside a transaction. A race for the same message id ends in a unique violation of the loser. */
export async function saveMessage(query: Query, message: NewMessage): Promise<boolean> {
  const [there] = await query('SELECT message_key FROM message WHERE message_key = ?', [message.key]);
  if (there) return true;
  if (message.messageId !== null && !(await isIdFree(query, message))) return false;
  const { key, name, correlationKey, messageId, expiresAt, variables, orgUnitId, at } = message;
  await query(`INSERT INTO message (message_key, message_name, correlation_key, message_id, expires_at, variables, org_unit_id, at) VALUES (${marks(8)})`, [key, name, correlationKey, messageId, expiresAt, JSON.stringify(variables), orgUnitId, at]);
  const [pending] = await query('SELECT outbox_key FROM outbox WHERE outbox_key = ?', [key]);
  if (!pending) {
    await insert(query, 'outbox', { ...publishRow(message) });
  }
  return true;
}

async function isIdFree(query: Query, { name, correlationKey, messageId, at }: NewMessage): Promise<boolean> {
  const [same] = await query('SELECT message_key, expires_at FROM message WHERE message_name = ? AND correlation_key = ? AND message_id = ?', [name, correlationKey, messageId]);
  if (!same) return true;
  if (Number(same['expires_at']) > at) return false;
  await query('DELETE FROM message WHERE message_key = ?', [String(same['message_key'])]);
  return true;
}

export async function openSubscriptions(query: Query, messageName: string, correlationKey: string): Promise<readonly OpenSubscription[]> {
  const rows = await query(
    'SELECT subscription_key, instance_key, process_id FROM message_subscription WHERE message_name = ? AND correlation_key = ? AND closed_at IS NULL ORDER BY subscription_key LIMIT 1000',
    [messageName, correlationKey],
  );
  return rows.map((row) => ({ key: String(row['subscription_key']), instanceKey: String(row['instance_key']), processId: String(row['process_id']), messageName, correlationKey }));
}

export async function bufferedMessages(query: Query, messageName: string, correlationKey: string, processId: string, now: number): Promise<readonly NewMessage[]> {
  const rows = await query(
    `SELECT message.* FROM message LEFT JOIN message_correlation done ON done.message_key = message.message_key AND done.process_id = ?
     WHERE message_name = ? AND correlation_key = ? AND expires_at > ? AND done.message_key IS NULL ORDER BY message.message_key LIMIT 1000`,
    [processId, messageName, correlationKey, now],
  );
  return rows.map(toMessage);
}

export async function subscriptionsOf(query: Query, instanceKey: Key): Promise<readonly OpenSubscription[]> {
  const rows = await query('SELECT subscription_key, instance_key, process_id, message_name, correlation_key FROM message_subscription WHERE instance_key = ? AND closed_at IS NULL ORDER BY subscription_key', [instanceKey]);
  return rows.map((row) => {
    const { subscriptionKey, ...rest } = fromSql<Omit<OpenSubscription, 'key'> & { subscriptionKey: Key }>(row);
    return { key: subscriptionKey, ...rest };
  });
}

export async function messagesForStart(query: Query, messageName: string, processId: string, now: number, after: Key, limit: number): Promise<readonly NewMessage[]> {
  const rows = await query(
    `SELECT message.* FROM message LEFT JOIN message_correlation done ON done.message_key = message.message_key AND done.process_id = ?
     WHERE message_name = ? AND message.message_key > ? AND expires_at > ? AND done.message_key IS NULL ORDER BY message.message_key LIMIT ${limit}`,
    [processId, messageName, after, now],
  );
  return rows.map(toMessage);
}

/** The few recent subscriptions come first: left to itself the planner begins with all kept messages. */
export async function unmatchedMessages(query: Query, dialect: Dialect, now: number, openedSince: number, limit: number): Promise<readonly UnmatchedMessage[]> {
  const rows = await query(
    `SELECT message.*, waiting.subscription_key, waiting.instance_key, waiting.process_id FROM message_subscription waiting
     ${dialect === 'sqlite' ? 'CROSS JOIN' : 'STRAIGHT_JOIN'} message ON waiting.message_name = message.message_name AND waiting.correlation_key = message.correlation_key
     LEFT JOIN message_correlation done ON done.message_key = message.message_key AND done.process_id = waiting.process_id
     WHERE waiting.opened_at >= ? AND waiting.closed_at IS NULL AND message.expires_at > ? AND done.message_key IS NULL ORDER BY message.message_key, waiting.subscription_key LIMIT ${limit}`,
    [openedSince, now],
  );
  return rows.map(({ subscription_key, instance_key, process_id, ...message }) => ({
    subscriptionKey: String(subscription_key),
    instanceKey: String(instance_key),
    processId: String(process_id),
    message: toMessage(message),
  }));
}

/** Inside a transaction. */
export async function purgeMessages(query: Query, now: number, limit: number): Promise<number> {
  const keys = (await query(`SELECT message_key FROM message WHERE expires_at <= ? ORDER BY expires_at LIMIT ${limit}`, [now])).map((row) => String(row['message_key']));
  if (keys.length === 0) return 0;
  const done = await query(`SELECT message_key, process_id FROM message_correlation WHERE message_key IN (${marks(keys.length)})`, keys);
  for (const row of done) await query('DELETE FROM message_correlation WHERE message_key = ? AND process_id = ?', [String(row['message_key']), String(row['process_id'])]);
  await query(`DELETE FROM message WHERE message_key IN (${marks(keys.length)})`, keys);
  return keys.length;
}

function toMessage(row: Readonly<Record<string, unknown>>): NewMessage {
  const { messageKey, messageName, variables, ...rest } = fromSql<Omit<NewMessage, 'key' | 'name' | 'variables'> & { messageKey: Key; messageName: string; variables: string }>(row);
  return { key: messageKey, name: messageName, variables: JSON.parse(variables) as NewMessage['variables'], ...rest };
}
