import type { MimeEntity } from './mime-entity.js';

/** A section of a FETCH: `1.2.HEADER.FIELDS (SUBJECT)` split into its parts. */
export interface Section {
  readonly path: readonly number[];
  readonly kind: '' | 'HEADER' | 'HEADER.FIELDS' | 'HEADER.FIELDS.NOT' | 'TEXT' | 'MIME';
  /** Lower case. */
  readonly fields: readonly string[];
}

/** null when it is no section of RFC 3501. */
export function parseSection(text: string): Section | null {
  const match = /^(\d+(?:\.\d+)*)?(?:(?:^|\.)(HEADER\.FIELDS\.NOT|HEADER\.FIELDS|HEADER|TEXT|MIME))?(?: ?\((.*)\))?$/is.exec(text);
  if (!match) return null;
  const path = (match[1]?.split('.') ?? []).map(Number);
  const kind = (match[2]?.toUpperCase() ?? '') as Section['kind'];
  const fields = (match[3] ?? '').split(/\s+/).map((field) => field.replaceAll('"', '').toLowerCase()).filter((field) => field !== '');
  if (kind === 'MIME' && path.length === 0) return null;
  return { path, kind, fields };
}

/** The bytes of a section; empty when the message has no such part. */
export function sectionBytes(source: Buffer, root: MimeEntity, section: Section): Buffer {
  const entity = entityAt(root, section.path);
  if (!entity) return Buffer.alloc(0);
  if (section.kind === 'MIME') return source.subarray(entity.start, entity.bodyStart);
  if (section.kind === '') return section.path.length === 0 ? source.subarray(entity.start, entity.end) : source.subarray(entity.bodyStart, entity.end);
  const holder = section.path.length === 0 ? entity : entity.message;
  if (!holder) return Buffer.alloc(0);
  if (section.kind === 'TEXT') return source.subarray(holder.bodyStart, holder.end);
  if (section.kind === 'HEADER') return source.subarray(holder.start, holder.bodyStart);
  const isWanted = (name: string) => section.fields.includes(name) === (section.kind === 'HEADER.FIELDS');
  const lines = holder.headers.filter((header) => isWanted(header.name)).map((header) => header.raw);
  return Buffer.from(`${lines.join('')}\r\n`, 'latin1');
}

function entityAt(root: MimeEntity, path: readonly number[]): MimeEntity | null {
  let entity: MimeEntity | null = root;
  for (const number of path) {
    // Numbers below a message/rfc822 count the parts of the message inside.
    const holder: MimeEntity | null = entity?.message ?? entity;
    if (!holder) return null;
    if (holder.children.length > 0) entity = holder.children[number - 1] ?? null;
    else entity = number === 1 ? holder : null;
  }
  return entity;
}
