import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import { isRestRequest } from '../problems/rest-answer.js';
import { answerAsOf88, apiVersionOf } from './api-version.js';
import { operationByAction } from './rest-routes.js';

/** Controllers of `/v2` answer as 8.9 does; here it becomes what the client's version expects. */
@Injectable()
export class AnswerShapeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (!isRestRequest(request) || apiVersionOf(request) === '8.9') return next.handle();
    const { path } = request.route as { path: string };
    return next.handle().pipe(map((answer) => answerAsOf88(operationByAction.get(`${request.method} ${path}`), answer)));
  }
}
