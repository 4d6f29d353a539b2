import { defined, readStaff } from './decode-parts.js';
import type { ElementReader } from './element-reader.js';
import type { Business, BusinessUpdate, Replacement, Trace } from './messages.js';

export function readTraces(header: ElementReader): Trace[] {
  return header.children('TraceHeaderList').flatMap((list) =>
    list.children('TraceHeader').flatMap((trace) => {
      const organId = trace.text('OrganId');
      return organId === undefined ? [] : [{ organId, timestamp: trace.dateTime('Timestamp') ?? null }];
    }),
  );
}

export function readBusiness(header: ElementReader): Business | undefined {
  const reader = header.child('TraceHeaderList')?.child('Bussiness');
  const type = reader?.count('BussinessDocType');
  if (!reader || type === undefined) return undefined;
  return defined({
    type,
    documentId: reader.text('DocumentId'),
    reason: reader.text('BussinessDocReason'),
    hasPaper: reader.flag('Paper') ?? false,
    staff: readStaff(reader.child('StaffInfo')),
    update: readUpdate(reader.child('BussinessDocumentInfo')),
    replacements: readReplacements(reader.child('ReplacementInfoList')),
  });
}

function readUpdate(reader: ElementReader | undefined): BusinessUpdate | undefined {
  if (!reader) return undefined;
  const receivers = reader.child('ReceiverList')?.children('Receiver') ?? [];
  return {
    content: reader.flag('DocumentInfo') ?? false,
    receivers: reader.flag('DocumentReceiver') ?? false,
    receiverList: receivers.flatMap((receiver) => {
      const organId = receiver.text('OrganId');
      const change = receiver.text('ReceiverType') === '1' ? 'removed' : 'added';
      return organId === undefined ? [] : [{ organId, change } as const];
    }),
  };
}

function readReplacements(reader: ElementReader | undefined): Replacement[] {
  return (reader?.children('ReplacementInfo') ?? []).flatMap((info) => {
    const documentId = info.text('DocumentId');
    return documentId === undefined ? [] : [{ documentId, organIds: info.list('OrganIdList', 'OrganId') }];
  });
}
