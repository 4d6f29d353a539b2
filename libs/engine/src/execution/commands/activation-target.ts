import type { ElementModel, ProcessModel } from '../../compile/process-model.js';
import type { Rejection } from '../command.js';
import { reject } from '../rejection.js';

/** The element that a token may be put at by name, or why it may not. */
export function targetOf(model: ProcessModel, elementId: string): ElementModel | Rejection {
  const element = model.elements.find((candidate) => candidate.id === elementId);
  if (element === undefined || element.index === 0) return reject('INVALID_ARGUMENT', `The process has no element "${elementId}".`);
  if (/^(startEvent|boundaryEvent|eventSubProcess)$/.test(element.type)) return reject('INVALID_ARGUMENT', `"${elementId}" is a ${element.type}; activate what follows it instead.`);
  if (element.isForCompensation) return reject('INVALID_ARGUMENT', `"${elementId}" is for compensation; it begins only when something is compensated.`);
  return element;
}
