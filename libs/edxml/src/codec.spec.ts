import fc from 'fast-check';
import { canonicalText } from './canonical-text.js';
import { decode } from './decode.js';
import { EdxmlError } from './edxml-error.js';
import { encodeEdoc } from './encode-edoc.js';
import { encodeStatus } from './encode-status.js';
import { sampleEdoc, sampleStatus } from './testing/sample-messages.js';
import type { EdocMessage, StatusMessage } from './messages.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('encode and decode', () => {
  it('give back the same document', () => {
    const decoded = decode(bytes(encodeEdoc(sampleEdoc())));
    expect(decoded).toMatchObject({ kind: 'edoc', signature: 'absent', warnings: [], message: sampleEdoc() });
  });

  it('give back the same status message', () => {
    const decoded = decode(bytes(encodeStatus(sampleStatus())));
    expect(decoded).toMatchObject({ kind: 'status', signature: 'absent', warnings: [], message: sampleStatus() });
  });

  it('give back any document', () => {
    fc.assert(fc.property(edocs, (message) => {
      const decoded = decode(bytes(encodeEdoc(message)));
      expect(decoded.message).toEqual(message);
      expect(decoded.warnings).toEqual([]);
    }), { numRuns: 200 });
  });

  it('give back any status message', () => {
    fc.assert(fc.property(statuses, (message) => {
      expect(decode(bytes(encodeStatus(message))).message).toEqual(message);
    }), { numRuns: 200 });
  });

  it('carry any text a person can type, in its canonical form', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (typed) => {
      const subject = `${typed}.`;
      expect(decode(bytes(encodeEdoc(sampleEdoc({ subject })))).message).toMatchObject({ subject: canonicalText(subject) });
    }), { numRuns: 500 });
  });
});

describe('encodeEdoc', () => {
  it('prefixes every element of the envelope and writes neither byte order mark nor decomposed letters', () => {
    // given
    const message = sampleEdoc({ subject: 'V/v quản lý'.normalize('NFD') });
    // when
    const xml = encodeEdoc(message);
    // then
    const envelope = xml.slice(xml.indexOf('<edXML:edXMLEnvelope'), xml.indexOf('</edXML:edXMLEnvelope>'));
    expect([...envelope.matchAll(/<\/?([A-Za-z:]+)/g)].map((match) => match[1]).filter((name) => !name?.startsWith('edXML:'))).toEqual([]);
    expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>')).toBe(true);
    expect(xml).toBe(xml.normalize('NFC'));
  });

  it.each([
    ['To', sampleEdoc({ to: [] })],
    ['documentId', sampleEdoc({ documentId: ' ' })],
    ['promulgationDate', sampleEdoc({ promulgationDate: null })],
    ['promulgationDate', sampleEdoc({ promulgationDate: '2026-02-30' })],
    ['dueDate', sampleEdoc({ dueDate: '15/10/2026' })],
    ['signer', sampleEdoc({ signer: undefined })],
  ])('refuses a document without a proper %s', (field, message) => {
    const failure = catchError(() => encodeEdoc(message));
    expect(failure).toBeInstanceOf(EdxmlError);
    expect(failure).toMatchObject({ code: 'EDXML_INCOMPLETE', message: expect.stringMatching(new RegExp(field, 'i')) });
  });

  it('refuses two files with one id', () => {
    const [file] = sampleEdoc().attachments;
    const failure = catchError(() => encodeEdoc(sampleEdoc({ attachments: [file!, { ...file!, contentId: 'cid:1' }] })));
    expect(failure).toMatchObject({ code: 'EDXML_INCOMPLETE' });
  });
});

function catchError(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

const vietnamese = 'aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĐƯƠ 0123456789/.,-&<>"\']]>';
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...vietnamese), minLength: 1, maxLength: 60 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
).map((value) => canonicalText(value)).filter((value) => value !== '');
const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}+07:00`);
const count = fc.nat({ max: 9999 });
const record = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape).map((value) => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T);

const organisation = record({
  organId: text.map((value) => value.slice(0, 35).trim() || 'Z01'), organName: text, organizationInCharge: option(text),
  organAdd: option(text), email: option(text), telephone: option(text), fax: option(text), website: option(text),
});
const staff = record({ department: option(text), departmentId: option(text), staff: text, staffId: option(text), email: option(text), mobile: option(text) });
const responseFor = record({ organId: text, code: option(text), promulgationDate: option(day), documentId: option(text) });
const fileName = fc.tuple(fc.string({ unit: fc.constantFrom(...'aăđêơưự09-_'), minLength: 1, maxLength: 20 }), fc.constantFrom('pdf', 'docx', 'txt'))
  .map(([stem, extension]) => `${stem.normalize('NFC')}.${extension}`);
const attachment = (index: number) => record({
  contentId: fc.constant(String(index + 1)), name: fileName, description: option(text),
  contentType: fc.constantFrom('application/pdf', 'application/octet-stream'), content: fc.uint8Array({ maxLength: 300 }),
});
const business = record({
  type: fc.integer({ min: 0, max: 3 }), documentId: option(text), reason: option(text), hasPaper: fc.boolean(), staff: option(staff),
  update: option(fc.record({
    content: fc.boolean(), receivers: fc.boolean(),
    receiverList: fc.array(fc.record({ organId: text, change: fc.constantFrom('added' as const, 'removed' as const) }), { maxLength: 3 }),
  })),
  replacements: fc.array(fc.record({ documentId: text, organIds: fc.array(text, { maxLength: 2 }) }), { maxLength: 2 }),
});
const edocs: fc.Arbitrary<EdocMessage> = record({
  from: organisation, to: fc.array(organisation, { minLength: 1, maxLength: 3 }), documentId: text,
  code: fc.record({ number: text, notation: text }), promulgationPlace: option(text), promulgationDate: day,
  documentType: record({ type: option(text), typeDetail: option(text), typeName: text }), subject: text, content: option(text),
  signer: record({ competence: option(text), position: option(text), fullName: text }), dueDate: option(day),
  toPlaces: fc.array(text, { maxLength: 3 }),
  otherInfo: option(record({
    priority: option(fc.integer({ min: 0, max: 3 })), sphereOfPromulgation: option(text), typerNotation: option(text),
    promulgationAmount: option(count), pageAmount: option(count), direction: option(fc.boolean()), appendixes: fc.array(text, { maxLength: 2 }),
  })),
  responseFor: fc.array(responseFor, { maxLength: 2 }), steeringType: option(fc.integer({ min: 0, max: 2 })),
  responseForTasks: fc.array(text, { maxLength: 2 }), applicationType: option(text),
  traces: fc.array(fc.record({ organId: text, timestamp: moment }), { maxLength: 3 }), business,
  attachments: fc.nat({ max: 3 }).chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => attachment(index)))),
});
const statuses: fc.Arbitrary<StatusMessage> = record({
  from: organisation, responseFor, staff: option(staff), statusCode: fc.constantFrom('01', '03', '16', '99'), description: option(text), timestamp: moment,
});
