import { activateElements, refuseElements } from '../ad-hoc.js';
import type { ActivateAdHoc, Rejection } from '../command.js';
import { notFound, reject } from '../rejection.js';
import type { Run } from '../run.js';
import { terminateChildren } from '../termination.js';

export function activateAdHoc(run: Run, command: ActivateAdHoc): Rejection | undefined {
  const { elementInstanceKey, elements, cancelRemaining, actor } = command;
  const instance = run.find(elementInstanceKey);
  if (instance === undefined || run.elementOf(instance).adHoc === null || instance.loop !== undefined || instance.phase !== 'active') return notFound('Ad-hoc subprocess', elementInstanceKey);
  if (elements.length === 0) return reject('INVALID_ARGUMENT', 'Name at least one element.');
  const element = run.elementOf(instance);
  const refused = refuseElements(run, element, elements);
  if (refused !== undefined) return refused;
  if (cancelRemaining) terminateChildren(run, instance.key);
  run.emit({ type: 'AdHocActivated', elementInstanceKey, elementId: element.id, activated: elements.map(({ elementId }) => elementId), actor });
  activateElements(run, instance, elements);
  return undefined;
}
