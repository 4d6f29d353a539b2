import type { Key } from '@vanthu/model';
import type { Rejection } from '../execution/command.js';
import type { ProcessEvent } from '../execution/event.js';

/** A command that has been done and is on disk. */
export interface Done {
  readonly kind: 'done';
  readonly instanceKey: Key;
  readonly status: 'active' | 'completed' | 'terminated' | 'failed';
  readonly hasIncident: boolean;
  readonly events: readonly ProcessEvent[];
  /**
   * Resolves when what it asked of other instances has been done as well: children started, parents continued, messages correlated.
   * Never rejects: what fails is tried again later.
   */
  readonly effects: Promise<void>;
}

/** Why a command was refused. Nothing has changed. */
export interface Refused {
  readonly kind: 'rejection';
  readonly code: Rejection['code'] | 'DEFINITION_NOT_FOUND' | 'DUPLICATE' | 'CONFLICT' | 'STOPPED' | 'OVERLOADED';
  readonly reason: string;
}

export type Outcome = Done | Refused;

export function refuse(code: Refused['code'], reason: string): Refused {
  return { kind: 'rejection', code, reason };
}
