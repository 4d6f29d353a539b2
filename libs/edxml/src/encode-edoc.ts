import { EdxmlError } from './edxml-error.js';
import {
  document, envelopeNamespace, optionalText, prefixedWriter, required, requiredDate, writeOrganisation, writeResponseFor,
} from './encode-parts.js';
import { writeTraceHeaderList } from './encode-business.js';
import { attachmentPart, writeManifest } from './encode-attachments.js';
import { canonicalText } from './canonical-text.js';
import type { EdocMessage, OtherInfo, SignerInfo } from './messages.js';
import type { XmlWriter } from './xml-writer.js';

/**
 * Writes a document: one fixed order of elements, every one in the envelope prefixed, NFC, no byte order mark.
 * A signature is appended afterwards at `signaturePlace`.
 * @throws EdxmlError `EDXML_INCOMPLETE` naming the missing field
 */
export function encodeEdoc(message: EdocMessage): string {
  const xml = prefixedWriter();
  xml.element(
    'edXMLEnvelope',
    () => {
      xml.element('edXMLHeader', () => {
        xml.element('MessageHeader', () => writeHeader(xml, message));
        writeTraceHeaderList(xml, message);
      });
      xml.element('edXMLBody', () => writeManifest(xml, message.attachments));
    },
    envelopeNamespace,
  );
  return document(xml.toString(), attachmentPart(message.attachments));
}

function writeHeader(xml: XmlWriter, message: EdocMessage): void {
  writeOrganisation(xml, 'From', message.from);
  if (message.to.length === 0) throw new EdxmlError('EDXML_INCOMPLETE', 'to must name a receiver');
  for (const receiver of message.to) writeOrganisation(xml, 'To', receiver);
  xml.text('DocumentId', required(message.documentId, 'documentId'));
  writeIdentity(xml, message);
  xml.text('Subject', required(message.subject, 'subject'));
  xml.optional('Content', optionalText(message.content));
  writeSigner(xml, message.signer);
  if (message.dueDate) xml.text('DueDate', requiredDate(message.dueDate, 'dueDate'));
  writeList(xml, 'ToPlaces', 'Place', message.toPlaces);
  if (message.otherInfo) writeOtherInfo(xml, message.otherInfo);
  for (const reference of message.responseFor) writeResponseFor(xml, reference);
  xml.optional('SteeringType', message.steeringType);
  writeList(xml, 'ResponseForTask', 'TaskCode', message.responseForTasks);
  xml.optional('ApplicationType', optionalText(message.applicationType));
}

function writeIdentity(xml: XmlWriter, message: EdocMessage): void {
  xml.element('Code', () => {
    xml.text('CodeNumber', required(message.code.number, 'code.number'));
    xml.text('CodeNotation', required(message.code.notation, 'code.notation'));
  });
  xml.element('PromulgationInfo', () => {
    xml.optional('Place', optionalText(message.promulgationPlace));
    xml.text('PromulgationDate', requiredDate(message.promulgationDate, 'promulgationDate'));
  });
  xml.element('DocumentType', () => {
    xml.text('Type', canonicalText(message.documentType.type ?? ''));
    xml.optional('TypeDetail', optionalText(message.documentType.typeDetail));
    xml.text('TypeName', required(message.documentType.typeName, 'documentType.typeName'));
  });
}

function writeSigner(xml: XmlWriter, signer: SignerInfo | undefined): void {
  xml.element('SignerInfo', () => {
    xml.text('Competence', canonicalText(signer?.competence ?? ''));
    xml.text('Position', canonicalText(signer?.position ?? ''));
    xml.text('FullName', required(signer?.fullName, 'signer.fullName'));
  });
}

function writeOtherInfo(xml: XmlWriter, info: OtherInfo): void {
  xml.element('OtherInfo', () => {
    xml.optional('Priority', info.priority);
    xml.optional('SphereOfPromulgation', optionalText(info.sphereOfPromulgation));
    xml.optional('TyperNotation', optionalText(info.typerNotation));
    xml.optional('PromulgationAmount', info.promulgationAmount);
    xml.optional('PageAmount', info.pageAmount);
    xml.optional('Direction', info.direction);
    writeList(xml, 'Appendixes', 'Appendix', info.appendixes);
  });
}

function writeList(xml: XmlWriter, listName: string, itemName: string, items: readonly string[]): void {
  const texts = items.map(canonicalText).filter((text) => text !== '');
  if (texts.length > 0) xml.element(listName, () => texts.forEach((text) => xml.text(itemName, text)));
}
