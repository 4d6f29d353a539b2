/** Pieces of BPMN text, for diagrams written in specs. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeXml(String(value))}"`))
    .join('');
}

export function tag(name: string, values: Readonly<Record<string, string | number | boolean | undefined>>, body = ''): string {
  return body === '' ? `<${name}${attributes(values)}/>` : `<${name}${attributes(values)}>${body}</${name}>`;
}

const namespaces = {
  'xmlns:bpmn': 'http://www.omg.org/spec/BPMN/20100524/MODEL',
  'xmlns:zeebe': 'http://camunda.org/schema/zeebe/1.0',
  'xmlns:vanthu': 'http://vanthu.vn/schema/bpmn/1.0',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  targetNamespace: 'http://vanthu.vn/test',
};

export function definitions(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag('bpmn:definitions', { id: 'definitions', ...namespaces }, body)}`;
}
