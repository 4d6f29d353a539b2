import { parser } from 'lezer-feel';
import { ContextTracker } from '@lezer/lr';

/**
 * What the grammar's tokenizers need to know where no name holds a sign or a keyword: only the words of the name being
 * read. The grammar's own tracker also follows every value, at a cost that grows with the square of the text.
 */
class Words {
  constructor(readonly tokens: readonly string[]) {}

  contextCache(): { readonly keys: ReadonlySet<string>; readonly prefixes: ReadonlySet<string> } {
    return { keys: NONE, prefixes: NONE };
  }
}

const NONE: ReadonlySet<string> = new Set();
const NO_WORDS = new Words([]);

/** No word sequence that the tokenizers look for ("date and time") is longer. */
const WORDS_KEPT = 4;

function termsNamed(...names: readonly string[]): ReadonlySet<number> {
  return new Set(parser.nodeSet.types.filter((type) => names.includes(type.name)).map((type) => type.id));
}

const wordTerms = termsNamed('Identifier');
const nameTerms = termsNamed('VariableName', 'PathName', 'Name');

interface Readable {
  read(from: number, to: number): string;
}

export const plainTracker = new ContextTracker<Words>({
  start: NO_WORDS,
  reduce(words, term, stack, input) {
    if (nameTerms.has(term)) return NO_WORDS;
    if (!wordTerms.has(term) || words.tokens.length >= WORDS_KEPT) return words;
    return new Words([...words.tokens, (input as unknown as Readable).read(input.pos, stack.pos)]);
  },
});
