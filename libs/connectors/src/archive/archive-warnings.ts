import type { ArchiveInput } from './archive-input.js';

/** Longest values in NĐ 30/2020, Phụ lục VI. Longer ones are kept whole; some archives refuse them at hand-in. */
const longest = {
  caseFile: { organId: 13, fileNotation: 20, title: 500, maintenance: 30, rights: 30, creator: 30, language: 50, description: 500 },
  document: { typeName: 100, codeNumber: 11, codeNotation: 30, organName: 200, subject: 500, language: 30, description: 500, toPlaces: 1000 },
} as const;

/** Fields longer than the decree's metadata table allows, by path. */
export function lengthWarnings({ metadata }: ArchiveInput): readonly string[] {
  const found = (path: string, facts: Readonly<Record<string, unknown>>, limits: Readonly<Record<string, number>>): readonly string[] =>
    Object.entries(limits).flatMap(([name, limit]) => {
      const value = facts[name];
      return typeof value === 'string' && [...value].length > limit ? [`${path}.${name}: ${[...value].length} > ${limit}`] : [];
    });
  return [
    ...found('caseFile', metadata.caseFile, longest.caseFile),
    ...metadata.documents.flatMap((document) => found(`documents[${document.docOrdinal}]`, document, longest.document)),
  ];
}
