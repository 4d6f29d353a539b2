import type { Rejection } from './command.js';
import type { JsonObject } from './json.js';
import { oversized } from './variables.js';

export function reject(code: Rejection['code'], reason: string): Rejection {
  return { kind: 'rejection', code, reason };
}

export function notFound(what: string, key: string): Rejection {
  return reject('NOT_FOUND', `${what} ${key} is not open any more. Somebody else may have finished or cancelled it; look at the instance again.`);
}

export function rejectOversized(variables: JsonObject | undefined): Rejection | undefined {
  const name = variables === undefined ? null : oversized(variables);
  return name === null ? undefined : reject('INVALID_ARGUMENT', `Variable "${name}" is over 64 KB. Keep the content in the file store and a reference to it in the variable.`);
}
