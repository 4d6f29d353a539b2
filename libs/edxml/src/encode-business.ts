import { optionalText, required, requiredDateTime, writeStaff } from './encode-parts.js';
import { businessTypes } from './messages.js';
import type { Business, BusinessUpdate, EdocMessage, Replacement } from './messages.js';
import type { XmlWriter } from './xml-writer.js';

const newDocument: Business = { type: businessTypes.new, hasPaper: false, replacements: [] };

/** The traces and what the message does. A message that says nothing announces a new document. */
export function writeTraceHeaderList(xml: XmlWriter, message: EdocMessage): void {
  xml.element('TraceHeaderList', () => {
    for (const trace of message.traces) {
      xml.element('TraceHeader', () => {
        xml.text('OrganId', required(trace.organId, 'traces.organId'));
        xml.text('Timestamp', requiredDateTime(trace.timestamp, 'traces.timestamp'));
      });
    }
    writeBusiness(xml, message.business ?? newDocument);
  });
}

function writeBusiness(xml: XmlWriter, business: Business): void {
  // "Bussiness" is how the standard spells it.
  xml.element('Bussiness', () => {
    xml.text('BussinessDocType', String(business.type));
    xml.optional('DocumentId', optionalText(business.documentId));
    xml.optional('BussinessDocReason', optionalText(business.reason));
    xml.text('Paper', business.hasPaper ? '1' : '0');
    if (business.staff) writeStaff(xml, business.staff);
    if (business.update) writeUpdate(xml, business.update);
    if (business.replacements.length > 0) writeReplacements(xml, business.replacements);
  });
}

function writeUpdate(xml: XmlWriter, update: BusinessUpdate): void {
  xml.element('BussinessDocumentInfo', () => {
    xml.text('DocumentInfo', update.content ? '1' : '0');
    xml.text('DocumentReceiver', update.receivers ? '1' : '0');
    if (update.receiverList.length === 0) return;
    xml.element('ReceiverList', () => {
      for (const receiver of update.receiverList) {
        xml.element('Receiver', () => {
          xml.text('OrganId', required(receiver.organId, 'business.update.receiverList.organId'));
          xml.text('ReceiverType', receiver.change === 'added' ? '0' : '1');
        });
      }
    });
  });
}

function writeReplacements(xml: XmlWriter, replacements: readonly Replacement[]): void {
  xml.element('ReplacementInfoList', () => {
    for (const replacement of replacements) {
      xml.element('ReplacementInfo', () => {
        xml.text('DocumentId', required(replacement.documentId, 'business.replacements.documentId'));
        if (replacement.organIds.length === 0) return;
        xml.element('OrganIdList', () => {
          for (const organId of replacement.organIds) xml.text('OrganId', required(organId, 'business.replacements.organIds'));
        });
      });
    }
  });
}
