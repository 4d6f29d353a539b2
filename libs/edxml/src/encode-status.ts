import {
  document, envelopeNamespace, optionalText, prefixedWriter, required, requiredDateTime, writeOrganisation, writeResponseFor, writeStaff,
} from './encode-parts.js';
import type { StatusMessage } from './messages.js';

/**
 * Writes a status message: one fixed order of elements, every one of them prefixed, NFC, no byte order mark.
 * @throws EdxmlError `EDXML_INCOMPLETE` naming the missing field
 */
export function encodeStatus(message: StatusMessage): string {
  const xml = prefixedWriter();
  const header = () => {
    writeOrganisation(xml, 'From', message.from);
    writeResponseFor(xml, message.responseFor);
    if (message.staff) writeStaff(xml, message.staff);
    xml.text('StatusCode', required(message.statusCode, 'statusCode'));
    xml.optional('Description', optionalText(message.description));
    xml.text('Timestamp', requiredDateTime(message.timestamp, 'timestamp'));
  };
  xml.element('edXMLEnvelope', () => xml.element('edXMLHeader', () => xml.element('MessageHeader', header)), envelopeNamespace);
  return document(xml.toString());
}
