import type { FeelWarningCode } from '../evaluation/run.js';
import { parseExpression, parseUnaryTests } from '../syntax/parse.js';
import type { FeelDialect, FeelError } from '../syntax/parse.js';
import { normalizeName } from '../syntax/names.js';
import type { FeelNames } from '../syntax/names.js';
import type { FeelPosition } from '../syntax/position.js';
import type { FeelType, FeelTypes } from '../types/feel-type.js';
import { TypeInference } from './type-inference.js';

/** Something in a text that will be null whenever it is run. The codes are those of the warnings it would give. */
export interface FeelHint {
  readonly code: FeelWarningCode | FeelError['code'];
  readonly message: string;
  readonly position: FeelPosition;
}

export interface CheckOptions {
  readonly dialect?: FeelDialect;
  readonly names?: FeelNames;
  /** The variables in scope with their types. When given, other names are reported; `?` is the input of unary tests. */
  readonly variables?: ReadonlyMap<string, FeelType>;
  readonly types?: FeelTypes;
}

/** Finds type errors and unknown names before running. Says nothing where a type is not known for certain. */
export function checkFeel(text: string, options: CheckOptions = {}): readonly FeelHint[] {
  const variables = options.variables && new Map(Array.from(options.variables, ([name, type]) => [normalizeName(name), type]));
  const inference = new TypeInference(variables, options.types);
  if (options.dialect === 'unaryTests') {
    const node = parseUnaryTests(text, options.names);
    if (!('tag' in node)) return [hintOf(node)];
    inference.tests(node.tests ?? [], options.variables?.get('?') ?? { tag: 'any' }, null);
    return inference.hints;
  }
  const node = parseExpression(text, options.names);
  if (!('tag' in node)) return [hintOf(node)];
  inference.typeOf(node, null);
  return inference.hints;
}

function hintOf({ code, message, position }: FeelError): FeelHint {
  return { code, message, position };
}
