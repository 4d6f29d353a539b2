import { imapList, imapString } from '../imap/imap-text.js';
import { headerValue } from './mime-headers.js';
import { parseAddresses } from './mail-addresses.js';
import type { MimeEntity } from './mime-entity.js';

/** ENVELOPE of RFC 3501. */
export function envelopeOf(entity: MimeEntity): string {
  const value = (name: string) => headerValue(entity.headers, name);
  const from = addressList(value('from'));
  const or = (name: string) => {
    const list = addressList(value(name));
    return list === 'NIL' ? from : list;
  };
  return imapList([
    imapString(value('date')), imapString(value('subject')), from, or('sender'), or('reply-to'),
    addressList(value('to')), addressList(value('cc')), addressList(value('bcc')), imapString(value('in-reply-to')), imapString(value('message-id')),
  ]);
}

/** BODYSTRUCTURE, or the shorter BODY without extension data. */
export function bodyStructureOf(source: Buffer, entity: MimeEntity, isExtended: boolean): string {
  const extension = isExtended ? [dispositionOf(entity), language(entity), imapString(headerValue(entity.headers, 'content-location'))] : [];
  if (entity.type === 'multipart' && entity.children.length > 0) {
    const parts = entity.children.map((child) => bodyStructureOf(source, child, isExtended)).join('');
    return `(${[parts, imapString(entity.subtype), ...(isExtended ? [parameters(entity.params)] : []), ...extension].join(' ')})`;
  }
  const fields = [
    imapString(entity.type), imapString(entity.subtype), parameters(entity.params),
    imapString(headerValue(entity.headers, 'content-id')), imapString(headerValue(entity.headers, 'content-description')),
    imapString(headerValue(entity.headers, 'content-transfer-encoding') ?? '7bit'), String(entity.end - entity.bodyStart),
  ];
  if (entity.message) fields.push(envelopeOf(entity.message), bodyStructureOf(source, entity.message, isExtended));
  if (entity.message || entity.type === 'text') fields.push(String(linesIn(source, entity.bodyStart, entity.end)));
  return imapList([...fields, ...(isExtended ? [imapString(headerValue(entity.headers, 'content-md5'))] : []), ...extension]);
}

function addressList(header: string | undefined): string {
  const addresses = header === undefined ? [] : parseAddresses(header);
  if (addresses.length === 0) return 'NIL';
  return `(${addresses.map((each) => imapList([imapString(each.name), 'NIL', imapString(each.local), imapString(each.domain)])).join('')})`;
}

function parameters(params: ReadonlyMap<string, string>): string {
  return params.size === 0 ? 'NIL' : imapList([...params].flatMap(([name, value]) => [imapString(name), imapString(value)]));
}

function dispositionOf(entity: MimeEntity): string {
  return entity.disposition ? imapList([imapString(entity.disposition.value), parameters(entity.disposition.params)]) : 'NIL';
}

function language(entity: MimeEntity): string {
  return imapString(headerValue(entity.headers, 'content-language'));
}

function linesIn(source: Buffer, start: number, end: number): number {
  let lines = 0;
  for (let at = source.indexOf(0x0a, start); at >= 0 && at < end; at = source.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}
