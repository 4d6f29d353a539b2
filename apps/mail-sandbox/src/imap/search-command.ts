import PostalMime, { decodeWords } from 'postal-mime';
import { SyntaxFault } from './command-parser.js';
import { sequenceSet } from './sequence-set.js';
import { hasFlag } from './account-commands.js';
import { dayOf, parseImapDay } from './imap-text.js';
import { headerValue } from '../mime/mime-headers.js';
import { ImapRefusal, textOf } from './imap-session.js';
import type { ImapCommand, ImapValue } from './command-parser.js';
import type { ImapSession } from './imap-session.js';
import type { StoredMessage } from '../store/mail-folder.js';

interface Candidate {
  readonly session: ImapSession;
  readonly sequence: number;
  readonly message: StoredMessage;
}

type Criterion = (candidate: Candidate) => boolean | Promise<boolean>;

export async function search(session: ImapSession, command: ImapCommand): Promise<string> {
  const selected = session.requireSelected();
  const matches = new CriteriaParser(withoutCharset(command.args), selected.size, selected.largestUid).all();
  const found: number[] = [];
  for (const { sequence, message } of selected.entries()) {
    if (await matches({ session, sequence, message })) found.push(command.name === 'UID SEARCH' ? message.uid : sequence);
  }
  await session.line(['* SEARCH', ...found].join(' '));
  return `OK ${command.name} completed`;
}

function withoutCharset(args: readonly ImapValue[]): readonly ImapValue[] {
  const [first, charset] = args;
  if (first?.kind !== 'atom' || first.text.toUpperCase() !== 'CHARSET') return args;
  if (!['UTF-8', 'US-ASCII'].includes(textOf(charset).toUpperCase())) throw new ImapRefusal('unknown charset', 'BADCHARSET (UTF-8)');
  return args.slice(2);
}

const flagKeys: Readonly<Record<string, readonly [string, boolean]>> = {
  ANSWERED: ['\\Answered', true], DELETED: ['\\Deleted', true], DRAFT: ['\\Draft', true], FLAGGED: ['\\Flagged', true], SEEN: ['\\Seen', true],
  UNANSWERED: ['\\Answered', false], UNDELETED: ['\\Deleted', false], UNDRAFT: ['\\Draft', false], UNFLAGGED: ['\\Flagged', false], UNSEEN: ['\\Seen', false],
};

class CriteriaParser {
  private at = 0;

  constructor(
    private readonly args: readonly ImapValue[],
    private readonly largestSequence: number,
    private readonly largestUid: number,
  ) {}

  /** All criteria together. */
  all(): Criterion {
    const criteria: Criterion[] = [];
    while (this.at < this.args.length) criteria.push(this.next());
    if (criteria.length === 0) throw new SyntaxFault('search key expected');
    return async (candidate) => {
      for (const criterion of criteria) if (!(await criterion(candidate))) return false;
      return true;
    };
  }

  private next(): Criterion {
    const value = this.args[this.at];
    this.at += 1;
    if (!value) throw new SyntaxFault('search key expected');
    if (value.kind === 'list') return new CriteriaParser(value.items, this.largestSequence, this.largestUid).all();
    const key = value.text.toUpperCase();
    if (/^[\d*]/.test(key)) {
      const isNamed = sequenceSet(key, this.largestSequence);
      return ({ sequence }) => isNamed(sequence);
    }
    return this.keyed(key);
  }

  private keyed(key: string): Criterion {
    const flag = flagKeys[key];
    if (flag) return ({ message }) => hasFlag(message.flags, flag[0]) === flag[1];
    switch (key) {
      case 'ALL': case 'OLD': return () => true;
      case 'NEW': case 'RECENT': return () => false;
      case 'KEYWORD': return this.keyword(true);
      case 'UNKEYWORD': return this.keyword(false);
      case 'NOT': return negate(this.next());
      case 'OR': return either(this.next(), this.next());
      case 'UID': return this.uids();
      case 'LARGER': return this.size((size, limit) => size > limit);
      case 'SMALLER': return this.size((size, limit) => size < limit);
      case 'BEFORE': case 'ON': case 'SINCE': return this.day(key, ({ message }) => Promise.resolve(dayOf(message.internalDate)));
      case 'SENTBEFORE': case 'SENTON': case 'SENTSINCE': return this.day(key.slice(4), sentDay);
      default: return this.text(key);
    }
  }

  private text(key: string): Criterion {
    switch (key) {
      case 'FROM': case 'TO': case 'CC': case 'BCC': case 'SUBJECT': return headerContains(key, this.argument());
      case 'HEADER': return headerContains(this.argument(), this.argument());
      case 'BODY': return contentContains(this.argument(), false);
      case 'TEXT': return contentContains(this.argument(), true);
      default: throw new SyntaxFault(`unknown search key ${key}`);
    }
  }

  private keyword(isWanted: boolean): Criterion {
    const flag = this.argument();
    return ({ message }) => hasFlag(message.flags, flag) === isWanted;
  }

  private uids(): Criterion {
    const isNamed = sequenceSet(this.argument(), this.largestUid);
    return ({ message }) => isNamed(message.uid);
  }

  private size(compare: (size: number, limit: number) => boolean): Criterion {
    const limit = Number(this.argument());
    return ({ message }) => compare(message.size, limit);
  }

  private day(relation: string, dayOfCandidate: (candidate: Candidate) => Promise<string | null>): Criterion {
    const wanted = parseImapDay(this.argument());
    if (wanted === null) throw new SyntaxFault('date expected');
    return async (candidate) => {
      const day = await dayOfCandidate(candidate);
      if (day === null) return false;
      if (relation === 'ON') return day === wanted;
      return relation === 'BEFORE' ? day < wanted : day >= wanted;
    };
  }

  private argument(): string {
    const value = this.args[this.at];
    this.at += 1;
    return Buffer.from(textOf(value), 'latin1').toString('utf8');
  }
}

function negate(criterion: Criterion): Criterion {
  return async (candidate) => !(await criterion(candidate));
}

function either(left: Criterion, right: Criterion): Criterion {
  return async (candidate) => (await left(candidate)) || right(candidate);
}

async function sentDay(candidate: Candidate): Promise<string | null> {
  const { root } = await opened(candidate);
  const at = Date.parse(headerValue(root.headers, 'date') ?? '');
  return Number.isNaN(at) ? null : dayOf(new Date(at));
}

function headerContains(name: string, wanted: string): Criterion {
  return async (candidate) => {
    const { root } = await opened(candidate);
    return root.headers.some((header) => header.name === name.toLowerCase() && contains(readable(header.value), wanted));
  };
}

function contentContains(wanted: string, withHeaders: boolean): Criterion {
  return async (candidate) => {
    const { source, root } = await opened(candidate);
    if (withHeaders && root.headers.some((header) => contains(readable(header.value), wanted))) return true;
    const mail = await PostalMime.parse(source);
    return contains(`${mail.text ?? ''}\n${mail.html ?? ''}`, wanted);
  };
}

function opened(candidate: Candidate) {
  return candidate.session.open(candidate.session.requireSelected().folder, candidate.message);
}

function readable(header: string): string {
  return decodeWords(Buffer.from(header, 'latin1').toString('utf8'));
}

function contains(text: string, wanted: string): boolean {
  return text.normalize('NFC').toLowerCase().includes(wanted.normalize('NFC').toLowerCase());
}
