import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';
import { ApiProblem, problemOf } from './api-problem';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Adds the CSRF token and the language, turns failures into `ApiProblem`, and, when the session has ended while a page is
 * open, lets the person sign in over that page and sends the call again: nothing entered is lost.
 */
export const apiInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(SessionStore);
  const interpreter = inject(Interpreter);
  const send = () => {
    const token = session.session()?.csrfToken;
    const headers: Record<string, string> = { 'Accept-Language': interpreter.language() };
    if (!safeMethods.has(request.method) && token) headers['X-CSRF-Token'] = token;
    return next(request.clone({ setHeaders: headers }));
  };
  const asProblem = (error: unknown) => throwError(() => new ApiProblem(problemOf(error, interpreter.words())));
  const isSessionCall = request.url.endsWith('/api/session');

  return send().pipe(
    catchError((error: unknown) => {
      const hasExpired = error instanceof HttpErrorResponse && error.status === 401 && !isSessionCall && session.session() !== null;
      if (!hasExpired) return asProblem(error);
      return from(session.signInAgain()).pipe(
        switchMap((isBack) => (isBack ? send().pipe(catchError(asProblem)) : asProblem(error))),
      );
    }),
  );
};
