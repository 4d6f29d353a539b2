import type { Evaluate } from '../evaluation/frame.js';
import type { FeelType } from '../types/feel-type.js';
import type { FeelFunction } from '../values/function.js';

/** An element that another one requires, and the import it comes through (null: own model). */
export interface Requirement {
  readonly element: DrgElement;
  readonly importName: string | null;
}

interface Named {
  readonly id: string;
  /** The name it has in expressions: that of its variable. */
  readonly name: string;
  /** The name of the element itself. */
  readonly title: string;
  /** Type of the value; of a function: of its result. */
  readonly type: FeelType;
}

export interface InputElement extends Named {
  readonly tag: 'input';
}

export interface DecisionElement extends Named {
  readonly tag: 'decision';
  readonly requirements: readonly Requirement[];
  readonly evaluate: Evaluate;
}

export interface KnowledgeElement extends Named {
  readonly tag: 'knowledge';
  /** Set when its logic is compiled: a knowledge model may require itself. */
  function: FeelFunction;
}

export interface ServiceElement extends Named {
  readonly tag: 'service';
  readonly function: FeelFunction;
}

/** A node of the decision requirements graph. */
export type DrgElement = InputElement | DecisionElement | KnowledgeElement | ServiceElement;
