import type { ElementReader } from './element-reader.js';
import type { Organisation, ResponseFor, StaffInfo } from './messages.js';

export function readOrganisation(reader: ElementReader): Organisation {
  const organId = reader.required('OrganId');
  return defined({
    organId,
    organizationInCharge: reader.text('OrganizationInCharge'),
    organName: reader.text('OrganName') ?? organId,
    organAdd: reader.text('OrganAdd'),
    email: reader.text('Email'),
    telephone: reader.text('Telephone'),
    fax: reader.text('Fax'),
    website: reader.text('Website'),
  });
}

/** null when the element stands there with nothing in it, as some systems write it into every message. */
export function readResponseFor(reader: ElementReader): ResponseFor | null {
  const organId = reader.text('OrganId');
  const reference = defined({
    code: reader.text('Code'),
    promulgationDate: reader.date('PromulgationDate'),
    documentId: reader.text('DocumentId'),
  });
  if (organId === undefined && Object.keys(reference).length === 0) return null;
  return { organId: organId ?? '', ...reference };
}

export function readStaff(reader: ElementReader | undefined): StaffInfo | undefined {
  if (!reader) return undefined;
  const staff = defined({
    department: reader.text('Department'),
    departmentId: reader.text('DepartmentId'),
    staff: reader.text('Staff'),
    staffId: reader.text('StaffId'),
    email: reader.text('Email'),
    mobile: reader.text('Mobile'),
  });
  return Object.keys(staff).length > 0 ? staff : undefined;
}

/** The same object without the properties that are undefined. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
