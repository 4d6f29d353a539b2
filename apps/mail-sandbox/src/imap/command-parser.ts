import type { CommandLine } from './command-reader.js';

export type ImapValue =
  | { readonly kind: 'atom'; readonly text: string }
  /** Quoted, or a literal; characters are bytes. */
  | { readonly kind: 'string'; readonly text: string; readonly bytes?: Buffer }
  | { readonly kind: 'list'; readonly items: readonly ImapValue[] };

export interface ImapCommand {
  readonly tag: string;
  /** Upper case; `UID FETCH` and the like as two words. */
  readonly name: string;
  readonly args: readonly ImapValue[];
}

/** A command that does not follow the grammar; answered BAD. */
export class SyntaxFault extends Error {
  constructor(
    message: string,
    readonly tag = '*',
  ) {
    super(message);
    this.name = 'SyntaxFault';
  }
}

/** @throws SyntaxFault */
export function parseCommand(line: CommandLine): ImapCommand {
  const parser = new ValueParser(line);
  const tag = parser.word();
  if (!/^[^\s(){%*"\\+]+$/.test(tag)) throw new SyntaxFault('tag expected');
  const first = parser.word().toUpperCase();
  if (first === '') throw new SyntaxFault('command expected', tag);
  const name = first === 'UID' ? `UID ${parser.word().toUpperCase()}` : first;
  try {
    return { tag, name, args: parser.rest() };
  } catch (error) {
    throw new SyntaxFault((error as Error).message, tag);
  }
}

const deepest = 50;

class ValueParser {
  private part = 0;
  private at = 0;

  constructor(private readonly parts: CommandLine) {}

  word(): string {
    const text = this.text();
    const match = /^[^ ]*/.exec(text.slice(this.at))?.[0] ?? '';
    this.at += match.length;
    if (this.peek() === ' ') this.at += 1;
    return match;
  }

  rest(): ImapValue[] {
    const values: ImapValue[] = [];
    while (!this.isEnd()) {
      values.push(this.value(0));
      this.skipSpace();
    }
    return values;
  }

  private value(depth: number): ImapValue {
    if (depth > deepest) throw new SyntaxFault('nested too deeply');
    const literal = this.literal();
    if (literal) return { kind: 'string', text: literal.toString('latin1'), bytes: literal };
    const char = this.peek();
    if (char === '(') return this.list(depth);
    if (char === '"') return this.quoted();
    return this.atom();
  }

  private list(depth: number): ImapValue {
    const items: ImapValue[] = [];
    this.at += 1;
    for (;;) {
      this.skipSpace();
      if (this.isEnd()) throw new SyntaxFault('")" expected');
      if (this.peek() === ')') break;
      items.push(this.value(depth + 1));
    }
    this.at += 1;
    return { kind: 'list', items };
  }

  private quoted(): ImapValue {
    const match = /^"((?:[^"\\]|\\.)*)"/.exec(this.text().slice(this.at));
    if (!match) throw new SyntaxFault('closing quote expected');
    this.at += match[0].length;
    return { kind: 'string', text: (match[1] ?? '').replace(/\\(.)/g, '$1') };
  }

  /** An atom; a section in square brackets belongs to it with its spaces. */
  private atom(): ImapValue {
    const match = /^(?:[^\s()"[\]]+(?:\[[^\]]*\](?:<[\d.]+>)?)?|[\]])+/.exec(this.text().slice(this.at));
    if (!match) throw new SyntaxFault('value expected');
    this.at += match[0].length;
    return { kind: 'atom', text: match[0] };
  }

  private literal(): Buffer | null {
    if (this.at < this.text().length) return null;
    const next = this.parts[this.part + 1];
    if (!(next instanceof Uint8Array)) return null;
    this.part += 2;
    this.at = 0;
    return next;
  }

  private text(): string {
    const part = this.parts[this.part];
    return typeof part === 'string' ? part : '';
  }

  private peek(): string {
    return this.text()[this.at] ?? '';
  }

  private skipSpace(): void {
    while (this.peek() === ' ') this.at += 1;
  }

  private isEnd(): boolean {
    return this.at >= this.text().length && this.part + 1 >= this.parts.length;
  }
}
