import { documentTypes, type DocumentType } from '@vanthu/model';
import { documentTypeOf } from './document-type-of.js';
import type { MetadataProposals } from './metadata-proposal.js';
import { proposeDate, proposeNumber } from './propose-number.js';
import { proposeAddressees, proposeSender, proposeSigner } from './propose-people.js';
import { proposeSecrecy, proposeUrgency } from './propose-stamps.js';
import { proposeSubject } from './propose-subject.js';
import { isCapitals, normalisedText, proposed, segmentsOf, type Segment } from './text-segments.js';

export interface MetadataHints {
  /** Subject line of the message it came with. */
  readonly subject?: string;
  /** Name of the sender as the channel gives it. */
  readonly senderName?: string;
}

/** A first page's head is short; further down stand numbers and dates of other documents. */
const HEADER_SEGMENTS = 60;
/** Stamps of secrecy are looked for as far as this. */
const LONGEST_TEXT = 2_000_000;

/**
 * What the text of a document says of itself: number, date, subject, kind, signer, stamps. Proposals only: a person confirms them.
 * Never throws, whatever the text.
 */
export function proposeMetadata(source: string, hints: MetadataHints = {}): MetadataProposals {
  const text = normalisedText(source.slice(0, LONGEST_TEXT));
  const segments = segmentsOf(text);
  const header = headerOf(segments);
  const headerText = text.slice(0, header.at(-1)?.end ?? 0);
  const subjectHint = (hints.subject ?? '').trim();
  const printed = proposeNumber(headerText);
  const typeLine = header.find((segment) => isTypeLine(segment)) ?? null;
  const { type, typeName } = proposeType(printed?.notation.value ?? null, typeLine, header);
  return {
    notation: printed?.notation ?? null,
    number: printed?.number ?? null,
    documentDate: proposeDate(headerText),
    type,
    typeName,
    subject: proposeSubject(text, header, typeLine, subjectHint),
    signer: proposeSigner(text, segments),
    urgency: proposeUrgency(header, subjectHint),
    secrecy: proposeSecrecy(segments, subjectHint),
    sender: proposeSender(text, header, printed?.notation.evidence?.start ?? null, (hints.senderName ?? '').trim()),
    addressees: proposeAddressees(text, header),
  };
}

function headerOf(segments: readonly Segment[]): Segment[] {
  const first = segments.slice(0, HEADER_SEGMENTS);
  const end = first.findIndex((segment) => /^Nơi nhận/iu.test(segment.text));
  return end < 0 ? first : first.slice(0, end);
}

function proposeType(notation: string | null, typeLine: Segment | null, header: readonly Segment[]): Pick<MetadataProposals, 'type' | 'typeName'> {
  const fromNotation = notation === null ? null : documentTypeOf(null, notation);
  const fromLine = typeLine ? documentTypeOf(typeLine.text, null) : null;
  const named = (type: DocumentType, evidence: Segment | null, confidence: number) => ({ type: proposed(type, evidence, confidence), typeName: proposed<string>(documentTypes[type], evidence, confidence) });
  if (fromNotation !== null && fromNotation !== 'CV') return named(fromNotation, fromLine === fromNotation ? typeLine : null, 0.95);
  if (fromLine !== null) return named(fromLine, typeLine, notation === null ? 0.8 : 0.7);
  if (fromNotation !== null) return named('CV', null, 0.9);
  const isLetter = header.some((segment) => /^(V\/v|Kính gửi)/iu.test(segment.text));
  return isLetter ? named('CV', null, 0.6) : { type: proposed('CV', null, 0.2), typeName: null };
}

function isTypeLine(segment: Segment): boolean {
  return isCapitals(segment.text) && segment.text.length <= 30 && segment.text !== 'CÔNG VĂN' && (documentTypeOf(segment.text, null) !== 'CV');
}
