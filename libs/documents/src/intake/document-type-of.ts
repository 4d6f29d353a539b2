import { documentTypes, type DocumentType } from '@vanthu/model';
import { foldVietnamese } from '../search/fold-vietnamese.js';

const byName = new Map<string, DocumentType>((Object.entries(documentTypes) as [DocumentType, string][]).map(([type, name]) => [foldVietnamese(name), type]));
const alsoNamed: Readonly<Record<string, DocumentType>> = {
  'thu moi': 'GM', 'giay trieu tap': 'GM', 'giay trieu tap hop': 'GM', 'giay uy quyen': 'GUQ', 'nghi quyet (ca biet)': 'NQ', 'quyet dinh (ca biet)': 'QĐ',
};

/** The statutory kind by its printed name, else by the letters of its notation ("08/CT-BTTTT"); a letter without letters of kind is a công văn. */
export function documentTypeOf(typeName: string | null, notation: string | null): DocumentType {
  const name = foldVietnamese(typeName ?? '').trim();
  return byName.get(name) ?? alsoNamed[name] ?? typeOfNotation(notation) ?? 'CV';
}

function typeOfNotation(notation: string | null): DocumentType | null {
  const letters = /\/\s*(?:\d{4}\s*\/\s*)?([\p{L}]+)\s*[-–—]/u.exec(notation ?? '')?.[1]?.normalize('NFC');
  if (!letters) return null;
  const types = Object.keys(documentTypes) as DocumentType[];
  return types.find((type) => type !== 'CV' && type === letters) ?? null;
}
