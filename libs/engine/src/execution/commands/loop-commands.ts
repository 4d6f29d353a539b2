import type { AddLoopItem, Rejection, RemoveLoopItem } from '../command.js';
import { addItem, removeItem, removePending } from '../loops.js';
import { notFound, reject, rejectOversized } from '../rejection.js';
import type { Run } from '../run.js';

export function addLoopItem(run: Run, command: AddLoopItem): Rejection | undefined {
  const body = run.find(command.bodyKey);
  if (body?.loop === undefined || body.phase !== 'active') return notFound('Multi-instance', command.bodyKey);
  const element = run.elementOf(body);
  if (element.loop?.kind === 'standard') return reject('INVALID_ARGUMENT', `"${element.id}" is a loop over a condition; items cannot be added to it.`);
  const refused = rejectOversized({ item: command.item });
  if (refused !== undefined) return refused;
  run.emit({ type: 'LoopItemAdded', elementInstanceKey: body.key, elementId: element.id, item: command.item, reason: command.reason, actor: command.actor });
  addItem(run, body, element, command.item);
  return undefined;
}

export function removeLoopItem(run: Run, command: RemoveLoopItem): Rejection | undefined {
  if (command.position !== undefined) return strikeOut(run, command, command.position);
  const item = run.find(command.elementInstanceKey);
  if (item?.loopCounter === undefined) return notFound('Item', command.elementInstanceKey);
  const element = run.elementOf(item);
  if (element.loop?.kind === 'standard') return reject('INVALID_ARGUMENT', `"${element.id}" is a loop over a condition; items cannot be removed from it.`);
  run.emit({ type: 'LoopItemRemoved', elementInstanceKey: item.key, elementId: element.id, reason: command.reason, actor: command.actor });
  removeItem(run, item, element);
  return undefined;
}

function strikeOut(run: Run, command: RemoveLoopItem, position: number): Rejection | undefined {
  const body = run.find(command.elementInstanceKey);
  if (body?.loop === undefined || body.phase !== 'active') return notFound('Multi-instance', command.elementInstanceKey);
  const element = run.elementOf(body);
  const { started, total } = body.loop;
  if (element.loop?.kind !== 'sequential' || !Number.isInteger(position) || position <= started || position > total) {
    return reject('INVALID_ARGUMENT', `"${element.id}" has no item ${position} that has not begun yet.`);
  }
  run.emit({ type: 'LoopItemRemoved', elementInstanceKey: body.key, elementId: element.id, position, reason: command.reason, actor: command.actor });
  removePending(run, body, position);
  return undefined;
}
