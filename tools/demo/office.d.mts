import type { TaskSummary } from '@vanthu/model';
import type { Person } from './client.mjs';

export function findTask(person: Person, elementId: string, documentId?: string): Promise<TaskSummary | null>;

export function completeTask(person: Person, elementId: string, documentId: string, outcome: string, data?: Readonly<Record<string, unknown>>): Promise<{ readonly nextTaskKey: string | null } | null>;

export interface Signing {
  readonly elementId: string;
  readonly documentId: string;
  readonly pin: string;
  /** Part of the name in the certificate. */
  readonly certificateOf: string;
}

export function signTask(person: Person, agentUrl: string, origin: string, signing: Signing): Promise<unknown>;

export function agentOf(url: string, origin: string): SigningAgent;

export interface SigningAgent {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Types the PIN into the agent's own page; its text. */
  confirm(confirmUrl: string, id: string, pin: string): Promise<string>;
}
