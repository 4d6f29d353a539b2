import type { Key } from '@vanthu/model';
import { marks, type Query } from '../sql.js';

/** What searches show of an element beside its id. */
export interface DiagramElement {
  readonly id: string;
  readonly name: string;
  readonly isEventSubprocess: boolean;
  /** Of a start event outside of subprocesses. */
  readonly startFormId: string | null;
}

const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g;
const ATTRIBUTE = /(?:^|\s)(id|name|triggeredByEvent|formId|formKey)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const CONTAINERS = new Set(['process', 'subProcess', 'transaction', 'adHocSubProcess']);

/** Everything in one process of a BPMN file of which instances are made; the file was read by the engine before. */
export function diagramElements(xml: string, processId: string): readonly DiagramElement[] {
  const elements: { id: string; name: string; isEventSubprocess: boolean; startFormId: string | null }[] = [];
  let depth = 0;
  let open: (typeof elements)[number] | null = null;
  let isInside = false;
  for (const [, closing, tag = '', text = '', selfClosing] of xml.matchAll(TAG)) {
    if (isInside && CONTAINERS.has(tag) && closing === '/') depth -= 1;
    if (tag === 'startEvent' && closing === '/') open = null;
    if (tag === '' || closing === '/') continue;
    const { id, name, triggeredByEvent, formId, formKey } = attributesOf(text);
    if (tag === 'process') isInside = id === processId;
    if (tag === 'formDefinition' && open) open.startFormId = formId ?? formKey ?? null;
    if (!isInside || !isElement(tag) || id === undefined) continue;
    const element = { id, name: name ?? '', isEventSubprocess: triggeredByEvent === 'true', startFormId: null };
    elements.push(element);
    if (tag === 'startEvent' && depth === 1 && selfClosing !== '/') open = element;
    if (CONTAINERS.has(tag) && selfClosing !== '/') depth += 1;
  }
  return elements;
}

/** One row per element of each process, in the transaction of its deployment. */
export async function insertDiagramElements(query: Query, definitions: readonly { readonly key: Key; readonly kind: string; readonly id: string; readonly content: string }[]): Promise<void> {
  for (const { key, id, content } of definitions.filter((each) => each.kind === 'process')) {
    const elements = [...new Map(diagramElements(content, id).map((each) => [each.id, each])).values()];
    for (let from = 0; from < elements.length; from += 200) {
      const rows = elements.slice(from, from + 200).map((each) => [key, each.id.slice(0, 255), each.name.slice(0, 1000), each.isEventSubprocess ? 1 : 0, each.startFormId?.slice(0, 255) ?? null]);
      await query(`INSERT INTO process_element (definition_key, element_id, name, is_event_subprocess, start_form_id) VALUES ${rows.map((row) => `(${marks(row.length)})`).join(', ')}`, rows.flat());
    }
  }
}

function isElement(tag: string): boolean {
  return CONTAINERS.has(tag) || tag === 'callActivity' || /(?:task|Task|Event|Gateway)$/.test(tag);
}

function attributesOf(text: string): Partial<Record<'id' | 'name' | 'triggeredByEvent' | 'formId' | 'formKey', string>> {
  return Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, name = '', quoted, other]) => [name, decode(quoted ?? other ?? '')]));
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
