import type { ArchivedDocument, ArchivedFile, ArchiveInput } from './archive-input.js';

const namespace = 'urn:vn:vanthu:archive:1';

type Node = readonly [name: string, content: string | number | null | readonly Node[], attributes?: Readonly<Record<string, string>>];

/** The metadata of a case file as XML, element names as the decree's annex has them. Same input, same bytes. */
export function metadataXml(input: ArchiveInput): string {
  const { caseFile, documents } = input.metadata;
  const root: Node = [
    'ArchivePackage',
    [
      [
        'CaseFile',
        [
          ['FileCode', [['OrganId', caseFile.organId], ['FileCatalog', caseFile.fileCatalog], ['FileNotation', caseFile.fileNotation]]],
          ['Title', caseFile.title],
          ['Maintenance', caseFile.maintenance],
          ['Rights', caseFile.rights],
          ['Creator', caseFile.creator],
          ['Language', caseFile.language],
          ['StartDate', caseFile.startDate],
          ['EndDate', caseFile.endDate],
          ['DocTotal', documents.length],
          ['PageTotal', caseFile.pageTotal],
          ['Description', caseFile.description],
          filesNode(input.files, null),
        ],
      ],
      ['Documents', byOrdinal(documents).map((document) => documentNode(document, input))],
    ],
    { xmlns: namespace, agency: input.agencyId, caseId: input.caseId, year: String(input.year) },
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`;
}

function documentNode(document: ArchivedDocument, input: ArchiveInput): Node {
  const { caseFile } = input.metadata;
  const nodes: Node[] = [
    ['FileCode', [['OrganId', caseFile.organId], ['FileCatalog', caseFile.fileCatalog], ['FileNotation', caseFile.fileNotation]]],
    ['DocOrdinal', document.docOrdinal],
    ['TypeName', document.typeName],
    ['CodeNumber', document.codeNumber],
    ['CodeNotation', document.codeNotation],
    ['IssuedDate', document.issuedDate],
    ['OrganName', document.organName],
    ['Subject', document.subject],
    ['Language', document.language],
    ['PageAmount', document.pageAmount],
    ['Description', document.description],
    ['ArrivalDate', document.arrivalDate],
    ['ArrivalNumber', document.arrivalNumber],
    ['SignerInfo', document.signer && [['Position', document.signer.position], ['FullName', document.signer.fullName]]],
    ...document.to.map((to): Node => ['To', [['OrganId', to.organId], ['OrganName', to.organName]]]),
    ['Priority', document.priority],
    ['IssuedAmount', document.issuedAmount],
    ['ToPlaces', document.toPlaces],
    ['TraceHeaderList', document.traces.map(({ at, by, text }): Node => ['TraceHeader', [['Timestamp', at], ['By', by], ['Text', text]]])],
    ['DueDate', document.dueDate],
    filesNode(input.files, document.docOrdinal),
  ];
  return ['Document', nodes, { direction: document.direction }];
}

function filesNode(files: readonly ArchivedFile[], docOrdinal: number | null): Node {
  const own = files.filter((file) => file.docOrdinal === docOrdinal);
  return ['Files', own.map((file): Node => ['File', [['Name', file.name], ['Role', file.role], ['Sha256', file.sha256]]])];
}

function byOrdinal(documents: readonly ArchivedDocument[]): readonly ArchivedDocument[] {
  return documents.toSorted((a, b) => a.docOrdinal - b.docOrdinal);
}

/** Elements without content are left out: an absent fact is not an empty one. */
function written([name, content, attributes = {}]: Node, indent: string): string {
  if (content === null || content === '' || (Array.isArray(content) && content.length === 0)) return '';
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ');
  if (!Array.isArray(content)) return `${indent}<${start}>${escaped(String(content as string | number))}</${name}>\n`;
  const inner = (content as readonly Node[]).map((node) => written(node, `${indent}  `)).join('');
  return inner === '' ? '' : `${indent}<${start}>\n${inner}${indent}</${name}>\n`;
}

function escaped(text: string): string {
  const allowed = text.normalize('NFC').replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
  return allowed.replace(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
