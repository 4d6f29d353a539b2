import type { FeelType } from '../types/feel-type.js';
import type { Call } from '../evaluation/run.js';
import type { FeelValue } from './value.js';

export interface FeelParameter {
  readonly name: string;
  readonly type: FeelType;
  readonly optional?: boolean;
  readonly rest?: boolean;
}

/** Arguments by position, or by parameter name. */
export type FeelArguments = readonly FeelValue[] | ReadonlyMap<string, FeelValue>;

/** A function value: lambda, built-in, business knowledge model or decision service. */
export class FeelFunction {
  readonly kind = 'function';
  constructor(
    readonly name: string | null,
    readonly parameters: readonly FeelParameter[],
    readonly returns: FeelType,
    /** Binds the arguments (null and a warning when they do not fit) and runs. */
    readonly invoke: (call: Call, args: FeelArguments) => FeelValue,
  ) {}
}
