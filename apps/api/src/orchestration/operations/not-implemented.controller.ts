import { Controller, Delete, Get, Patch, Post, Put, Req, type Type } from '@nestjs/common';
import type { Request } from 'express';
import { RestProblem } from '../problems/rest-problem.js';
import { knownOperations, type OperationId, type RestMethod } from './known-operations.js';
import { actionOf, operationByAction } from './rest-routes.js';

const ids = Object.keys(knownOperations) as OperationId[];

/** Answers the operations that none of `controllers` has. */
export function notImplementedController(implemented: ReadonlySet<string>): Type {
  const missing = ids.filter((id) => !implemented.has(actionOf(knownOperations[id])));
  const pathsOf = (method: RestMethod) => missing.filter((id) => knownOperations[id].method === method).map((id) => knownOperations[id].path.replace(/\{(\w+)\}/g, ':$1'));
  const refuse = (request: Request): never => {
    const path = String((request.route as { path?: unknown }).path);
    const id = operationByAction.get(`${request.method} ${path}`) ?? path;
    throw new RestProblem('NOT_IMPLEMENTED', `This server does not have the operation ${id} (${request.method} ${path}).`);
  };

  @Controller('v2')
  class NotImplementedController {
    @Get(pathsOf('GET'))
    get(@Req() request: Request): never {
      return refuse(request);
    }

    @Post(pathsOf('POST'))
    post(@Req() request: Request): never {
      return refuse(request);
    }

    @Put(pathsOf('PUT'))
    put(@Req() request: Request): never {
      return refuse(request);
    }

    @Patch(pathsOf('PATCH'))
    patch(@Req() request: Request): never {
      return refuse(request);
    }

    @Delete(pathsOf('DELETE'))
    delete(@Req() request: Request): never {
      return refuse(request);
    }
  }
  return NotImplementedController;
}
