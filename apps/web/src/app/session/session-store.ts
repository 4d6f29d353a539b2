import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, Injector, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import type { Login, Role, Session } from '@vanthu/model';
import { firstValueFrom } from 'rxjs';

/** Who is signed in, and with which roles. */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly injector = inject(Injector);
  private readonly current = signal<Session | null>(null);
  private signingInAgain: Promise<boolean> | null = null;

  readonly session = this.current.asReadonly();
  readonly person = computed(() => this.current()?.person ?? null);
  readonly roles = computed(() => new Set<Role>(this.person()?.assignments.map((each) => each.role) ?? []));

  hasAny(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.roles().has(role));
  }

  /** Asks the server whether a session is open; false when not. */
  async restore(): Promise<boolean> {
    if (this.current() !== null) return true;
    try {
      this.current.set(await firstValueFrom(this.http.get<Session>('/api/session')));
      return true;
    } catch {
      return false;
    }
  }

  async signIn(login: Login): Promise<Session> {
    const session = await firstValueFrom(this.http.post<Session>('/api/session', login));
    const isOther = this.current() !== null && this.current()?.person.username !== session.person.username;
    if (isOther) location.assign('/');
    this.current.set(session);
    return session;
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete('/api/session')).catch(() => undefined);
    this.current.set(null);
    location.assign('/login');
  }

  /** Opens the sign-in dialog over the page; all calls that wait share it. */
  signInAgain(): Promise<boolean> {
    this.signingInAgain ??= this.askAgain().finally(() => (this.signingInAgain = null));
    return this.signingInAgain;
  }

  private async askAgain(): Promise<boolean> {
    const { SignInAgain } = await import('./sign-in-again');
    const dialog = this.injector.get(MatDialog).open(SignInAgain, { disableClose: true, width: '400px' });
    return (await firstValueFrom(dialog.afterClosed())) === true;
  }

  /** Late, because the client's interceptor itself asks for this store. */
  private get http(): HttpClient {
    return this.injector.get(HttpClient);
  }
}
