import { documentTypes, type DocumentDetail, type OrgUnit } from '@vanthu/model';
import type { Organisation } from '@vanthu/persistence';

/** A document as `axis:encodeDocument:1` takes it, but for its receiver. `issuedAt` ISO date-time, the same on every run. */
export async function axisDocument(organisation: Organisation, document: DocumentDetail, agency: OrgUnit, issuedAt: string): Promise<Record<string, unknown>> {
  const parent = agency.parentId ? await organisation.unit(agency.parentId) : null;
  const [number = '', ...notation] = document.notation.split('/');
  return {
    from: {
      organId: agency.organId ?? agency.id,
      organName: agency.name,
      ...(parent && { organizationInCharge: parent.name }),
      ...(agency.capabilities.postalAddress && { organAdd: agency.capabilities.postalAddress }),
      ...(agency.capabilities.email && { email: agency.capabilities.email }),
    },
    code: { number, notation: notation.join('/') },
    promulgationDate: document.issueDate,
    promulgationPlace: agency.place,
    documentType: { typeName: documentTypes[document.type] },
    subject: document.subject,
    signer: { position: document.approval?.title ?? '', fullName: document.approval?.by ?? '' },
    toPlaces: document.recipients.map((line) => line.name),
    otherInfo: { priority: document.urgency },
    issuedAt,
    files: document.files.filter((file) => file.role === 'issued' || file.role === 'attachment').map((file) => ({ sha256: file.sha256, name: file.name, contentType: file.mediaType })),
  };
}
