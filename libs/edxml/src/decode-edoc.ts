import { defined, readOrganisation, readResponseFor } from './decode-parts.js';
import { readBusiness, readTraces } from './decode-business.js';
import { readAttachments } from './decode-attachments.js';
import type { ElementReader } from './element-reader.js';
import type { EdxmlLimits } from './limits.js';
import type { DocumentCode, DocumentKind, EdocMessage, OtherInfo, SignerInfo } from './messages.js';
import type { Warnings } from './warnings.js';

export interface EdocSource {
  readonly root: ElementReader;
  readonly header: ElementReader;
  readonly messageHeader: ElementReader;
}

const longestSubject = 500;

export function readEdoc(source: EdocSource, limits: EdxmlLimits, warnings: Warnings): EdocMessage {
  const header = source.messageHeader;
  const to = header.children('To').map(readOrganisation);
  if (to.length === 0) header.missing('To');
  return defined({
    from: readOrganisation(header.requiredChild('From')),
    to,
    documentId: header.required('DocumentId'),
    ...readIdentity(header),
    subject: readSubject(header, warnings),
    content: header.text('Content'),
    signer: readSigner(header.child('SignerInfo')),
    dueDate: header.date('DueDate'),
    toPlaces: header.list('ToPlaces', 'Place'),
    otherInfo: readOtherInfo(header.child('OtherInfo')),
    responseFor: header.children('ResponseFor').flatMap((reference) => readResponseFor(reference) ?? []),
    steeringType: header.count('SteeringType'),
    responseForTasks: header.list('ResponseForTask', 'TaskCode'),
    applicationType: header.text('ApplicationType'),
    traces: readTraces(source.header),
    business: readBusiness(source.header),
    attachments: readAttachments(source.root, limits, warnings),
  });
}

function readIdentity(header: ElementReader): Pick<EdocMessage, 'code' | 'promulgationPlace' | 'promulgationDate' | 'documentType'> {
  const promulgation = header.requiredChild('PromulgationInfo');
  promulgation.required('PromulgationDate');
  return {
    code: readCode(header.requiredChild('Code')),
    promulgationPlace: promulgation.text('Place'),
    promulgationDate: promulgation.date('PromulgationDate') ?? null,
    documentType: readKind(header.child('DocumentType')),
  };
}

function readCode(reader: ElementReader): DocumentCode {
  const number = reader.text('CodeNumber');
  const notation = reader.text('CodeNotation');
  if (number === undefined && notation === undefined) reader.missing('CodeNumber');
  return { number: number ?? '', notation: notation ?? '' };
}

function readKind(reader: ElementReader | undefined): DocumentKind {
  return defined({
    type: reader?.text('Type'),
    typeDetail: reader?.text('TypeDetail'),
    typeName: reader?.text('TypeName') ?? 'Công văn',
  });
}

function readSubject(header: ElementReader, warnings: Warnings): string {
  const subject = header.text('Subject') ?? header.required('Content');
  if (subject.length > longestSubject) warnings.add(`Trích yếu dài hơn ${longestSubject} ký tự`);
  return subject;
}

function readSigner(reader: ElementReader | undefined): SignerInfo | undefined {
  const fullName = reader?.text('FullName');
  if (!reader || fullName === undefined) return undefined;
  return defined({ competence: reader.text('Competence'), position: reader.text('Position'), fullName });
}

function readOtherInfo(reader: ElementReader | undefined): OtherInfo | undefined {
  if (!reader) return undefined;
  return defined({
    priority: reader.count('Priority'),
    sphereOfPromulgation: reader.text('SphereOfPromulgation'),
    typerNotation: reader.text('TyperNotation'),
    promulgationAmount: reader.count('PromulgationAmount'),
    pageAmount: reader.count('PageAmount'),
    direction: reader.flag('Direction'),
    appendixes: reader.list('Appendixes', 'Appendix'),
  });
}
