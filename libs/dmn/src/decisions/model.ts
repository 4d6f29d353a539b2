import type { DrgElement } from './elements.js';
import type { ItemTypes } from './item-types.js';
import type { DmnError } from './xml.js';

/** A decision, knowledge model or service that can be evaluated. */
export interface DecisionInfo {
  readonly id: string;
  readonly name: string;
  readonly sort: 'decision' | 'knowledge' | 'service';
  /** Names of the inputs it takes, directly or through what it requires; for functions the parameters. */
  readonly inputs: readonly string[];
}

/** A compiled model: immutable, good for any number of evaluations. To store it, store `source` (and `imports`). */
export interface DecisionModel {
  readonly kind: 'model';
  readonly source: string;
  readonly imports: readonly string[];
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly decisions: readonly DecisionInfo[];
  /** What is wrong with parts of the model; empty unless it was parsed leniently. */
  readonly problems: readonly DmnError[];
  /** @internal */
  readonly compiled: CompiledModel;
}

/** @internal */
export interface CompiledModel {
  readonly namespace: string;
  readonly types: ItemTypes;
  readonly elements: ReadonlyMap<string, DrgElement>;
  /** Compiled models by the name they are imported under. */
  readonly imports: ReadonlyMap<string, CompiledModel>;
}
