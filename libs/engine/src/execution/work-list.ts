import type { Key } from '@vanthu/model';
import type { JsonObject, JsonValue } from './json.js';
import type { CompensationEntry, Entry } from './process-state.js';

/** A token on its way into an element. */
export interface Activation {
  readonly element: number;
  readonly scope: Key;
  /** The flow it comes by; -1 when it comes by none (start, trigger, multi-instance). */
  readonly flow: number;
  /** What a trigger brought along. */
  readonly payload?: JsonObject;
  /** Variables that belong to the new instance, such as an item of a multi-instance. */
  readonly locals?: readonly (readonly [string, JsonValue])[];
  readonly loopCounter?: number;
  /** Containers: where in them to begin. */
  readonly entries?: readonly Entry[];
  /** The event that threw the compensation which this activity carries out. */
  readonly compensates?: Key;
  /** What a compensating event subprocess may compensate in turn. */
  readonly nested?: readonly CompensationEntry[];
  /** An event whose waiting has been done elsewhere, by the event-based gateway before it. */
  readonly isTriggered?: boolean;
}

/** First in, first out, so that the order of steps is defined and the same on replay. */
export class WorkList {
  private items: Activation[] = [];
  private head = 0;

  get isEmpty(): boolean {
    return this.head >= this.items.length;
  }

  push(activation: Activation): void {
    this.items.push(activation);
  }

  shift(): Activation | undefined {
    const next = this.items[this.head];
    this.head += 1;
    if (this.isEmpty) {
      this.items.length = 0;
      this.head = 0;
    } else if (this.head > 4096) {
      this.compact();
    }
    return next;
  }

  /** Drops what was on its way into this scope, and says how much that was. */
  drop(scope: Key): number {
    if (this.isEmpty) return 0;
    this.compact();
    const before = this.items.length;
    this.items = this.items.filter((activation) => activation.scope !== scope);
    return before - this.items.length;
  }

  private compact(): void {
    this.items = this.items.slice(this.head);
    this.head = 0;
  }
}
