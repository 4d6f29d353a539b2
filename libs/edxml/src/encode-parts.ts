import { EdxmlError } from './edxml-error.js';
import { writeDate, writeDateTime } from './axis-dates.js';
import { canonicalText } from './canonical-text.js';
import { edxmlNamespace } from './namespaces.js';
import { XmlWriter } from './xml-writer.js';
import type { Organisation, ResponseFor, StaffInfo } from './messages.js';

/** A writer whose elements all carry the prefix that some receivers insist on. */
export function prefixedWriter(): XmlWriter {
  return new XmlWriter('edXML:');
}

/** The whole message around its envelope; `tail` follows the envelope. */
export function document(envelope: string, tail: readonly string[] = []): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<edXML xmlns="${edxmlNamespace}">\n`,
    envelope,
    ...tail,
    '</edXML>\n',
  ].join('');
}

export const envelopeNamespace = ` xmlns:edXML="${edxmlNamespace}"`;

export function required(value: string | null | undefined, path: string): string {
  const text = canonicalText(value ?? '');
  if (text === '') throw new EdxmlError('EDXML_INCOMPLETE', `${path} must be given`);
  return text;
}

export function optionalText(value: string | undefined): string | undefined {
  return value === undefined ? undefined : canonicalText(value);
}

export function requiredDate(value: string | null, path: string): string {
  const date = writeDate(required(value, path));
  if (!date) throw new EdxmlError('EDXML_INCOMPLETE', `${path} must be a date, yyyy-MM-dd`);
  return date;
}

export function requiredDateTime(value: string | null, path: string): string {
  const dateTime = writeDateTime(required(value, path));
  if (!dateTime) throw new EdxmlError('EDXML_INCOMPLETE', `${path} must be an ISO date-time`);
  return dateTime;
}

export function writeOrganisation(xml: XmlWriter, name: 'From' | 'To', organisation: Organisation): void {
  xml.element(name, () => {
    xml.text('OrganId', required(organisation.organId, `${name}.organId`));
    xml.optional('OrganizationInCharge', optionalText(organisation.organizationInCharge));
    xml.text('OrganName', required(organisation.organName, `${name}.organName`));
    xml.text('OrganAdd', canonicalText(organisation.organAdd ?? ''));
    xml.text('Email', canonicalText(organisation.email ?? ''));
    xml.text('Telephone', canonicalText(organisation.telephone ?? ''));
    xml.text('Fax', canonicalText(organisation.fax ?? ''));
    xml.text('Website', canonicalText(organisation.website ?? ''));
  });
}

export function writeResponseFor(xml: XmlWriter, reference: ResponseFor): void {
  xml.element('ResponseFor', () => {
    xml.text('OrganId', required(reference.organId, 'responseFor.organId'));
    xml.optional('Code', optionalText(reference.code));
    if (reference.promulgationDate) {
      xml.text('PromulgationDate', requiredDate(reference.promulgationDate, 'responseFor.promulgationDate'));
    }
    xml.optional('DocumentId', optionalText(reference.documentId));
  });
}

export function writeStaff(xml: XmlWriter, staff: StaffInfo): void {
  xml.element('StaffInfo', () => {
    xml.text('Department', canonicalText(staff.department ?? ''));
    xml.optional('DepartmentId', optionalText(staff.departmentId));
    xml.text('Staff', canonicalText(staff.staff ?? ''));
    xml.optional('StaffId', optionalText(staff.staffId));
    xml.text('Email', canonicalText(staff.email ?? ''));
    xml.text('Mobile', canonicalText(staff.mobile ?? ''));
  });
}
