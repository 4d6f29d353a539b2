import { defined, readOrganisation, readResponseFor, readStaff } from './decode-parts.js';
import type { ElementReader } from './element-reader.js';
import type { StatusMessage } from './messages.js';

export function readStatus(header: ElementReader): StatusMessage {
  const reference = header.requiredChild('ResponseFor');
  const responseFor = readResponseFor(reference);
  if (!responseFor || responseFor.organId === '') return reference.missing('OrganId');
  return defined({
    from: readOrganisation(header.requiredChild('From')),
    responseFor,
    staff: readStaff(header.child('StaffInfo')),
    statusCode: header.required('StatusCode'),
    description: header.text('Description'),
    timestamp: header.dateTime('Timestamp') ?? null,
  });
}
