import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import type { Role } from '@vanthu/model';
import { SessionStore } from './session-store';

/** Lets signed-in people through; others sign in first and come back to the same place. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const router = inject(Router);
  const isSignedIn = await inject(SessionStore).restore();
  return isSignedIn || router.createUrlTree(['/login'], { queryParams: state.url === '/' ? {} : { back: state.url } });
};

/** Lets people with one of the roles through. The server checks again; this only spares them an empty page. */
export function withRole(...roles: readonly Role[]): CanActivateFn {
  return () => inject(SessionStore).hasAny(...roles) || inject(Router).createUrlTree(['/not-allowed']);
}
