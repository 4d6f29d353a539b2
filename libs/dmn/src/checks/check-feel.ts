import type { FeelWarningCode } from '../evaluation/run.js';
import { parseExpression, parseUnaryTests } from '../syntax/parse.js';
import type { FeelDialect, FeelError } from '../syntax/parse.js';
import { normalizeName } from '../syntax/names.js';
import type { FeelNames } from '../syntax/names.js';
import type { FeelPosition } from '../syntax/position.js';
import type { FeelType, FeelTypes } from '../types/feel-type.js';
import type { FeelKind } from '../values/value.js';
import { syntaxText } from './hint-texts.js';
import { TypeInference } from './type-inference.js';

/**
 * Something in a text that will be null whenever it is run. The codes are those of the warnings it would give. `ERROR`: it
 * cannot be read, or calls what is not there; `HINT`: null may be meant.
 */
export interface FeelHint {
  readonly severity: 'ERROR' | 'HINT';
  readonly code: FeelWarningCode | FeelError['code'];
  readonly message: string;
  readonly messageVi: string;
  readonly position: FeelPosition;
}

export interface CheckOptions {
  readonly dialect?: FeelDialect;
  readonly names?: FeelNames;
  /** The variables in scope with their types. When given, other names are reported; `?` is the input of unary tests. */
  readonly variables?: ReadonlyMap<string, FeelType>;
  readonly types?: FeelTypes;
  /** No variable can be a function: whatever is called and is no built-in is reported, also where `variables` is not given. */
  readonly onlyBuiltIns?: boolean;
  /** The kinds of value that will do where the expression stands, the wanted one first. */
  readonly expects?: readonly FeelKind[];
}

/** Finds type errors and unknown names before running. Says nothing where a type is not known for certain. */
export function checkFeel(text: string, options: CheckOptions = {}): readonly FeelHint[] {
  const variables = options.variables && new Map(Array.from(options.variables, ([name, type]) => [normalizeName(name), type]));
  const inference = new TypeInference(variables, options.types, options.onlyBuiltIns);
  if (options.dialect === 'unaryTests') {
    const node = parseUnaryTests(text, options.names);
    if (!('tag' in node)) return [hintOf(node, text)];
    inference.tests(node.tests ?? [], options.variables?.get('?') ?? { tag: 'any' }, null);
    return inference.hints;
  }
  const node = parseExpression(text, options.names);
  if (!('tag' in node)) return [hintOf(node, text)];
  const type = inference.typeOf(node, null);
  if (options.expects) inference.expect(type, options.expects, node);
  return inference.hints;
}

function hintOf(error: FeelError, text: string): FeelHint {
  const { code, position } = error;
  return { severity: 'ERROR', code, ...syntaxText(error, text), position };
}
