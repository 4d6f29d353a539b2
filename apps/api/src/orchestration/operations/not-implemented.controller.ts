import { Controller, Delete, Get, Patch, Post, Put, Req, type Type } from '@nestjs/common';
import type { Request } from 'express';
import { RestProblem } from '../problems/rest-problem.js';
import { knownOperations, type OperationId, type RestMethod } from './known-operations.js';
import { actionOf, operationByAction } from './rest-routes.js';

const ids = Object.keys(knownOperations) as OperationId[];
const handlers = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete } as const;

/** Answers the operations that are not among `implemented` (as the access table writes them). */
export function notImplementedController(implemented: ReadonlySet<string>): Type {
  const missing = ids.map((id) => knownOperations[id]).filter((each) => !implemented.has(actionOf(each)));

  @Controller('v2')
  class NotImplementedController {}

  for (const method of Object.keys(handlers) as RestMethod[]) {
    const paths = missing.filter((each) => each.method === method).map((each) => each.path.replace(/\{(\w+)\}/g, ':$1'));
    if (paths.length > 0) addHandler(NotImplementedController.prototype, method, paths);
  }
  return NotImplementedController;
}

/** As a decorated method would be: which paths it has is known only here. */
function addHandler(prototype: object, method: RestMethod, paths: string[]): void {
  const descriptor: PropertyDescriptor = { value: refuse, writable: true, configurable: true };
  Object.defineProperty(prototype, method, descriptor);
  handlers[method](paths)(prototype, method, descriptor);
  Req()(prototype, method, 0);
  // one function for all methods would share its routes with all of them
  function refuse(request: Request): never {
    const action = `${request.method} ${String((request.route as { path?: unknown }).path)}`;
    throw new RestProblem('NOT_IMPLEMENTED', `This server does not have the operation ${operationByAction.get(action) ?? ''} (${action}).`);
  }
}
