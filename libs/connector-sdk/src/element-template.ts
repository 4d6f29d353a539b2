import { inputJsonSchema } from './bind-input.js';
import type { Connector, ConnectorOperation } from './connector.js';
import { jobTypeOf } from './connector.js';
import { presentationOf } from './field.js';
import type { Language, LocalText } from './local-text.js';

type JsonSchema = Readonly<Record<string, unknown>>;
export type TemplateProperty = Readonly<Record<string, unknown>>;

/** A template of the schema `@camunda/zeebe-element-templates-json-schema`. */
export interface ElementTemplate {
  readonly $schema: string;
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly description?: string;
  readonly category: { readonly id: string; readonly name: string };
  readonly appliesTo: readonly string[];
  readonly elementType: { readonly value: string };
  readonly icon: { readonly contents: string };
  readonly groups: readonly { readonly id: string; readonly label: string }[];
  readonly properties: readonly TemplateProperty[];
}

const texts = {
  category: { vi: 'Kết nối', en: 'Connectors' },
  input: { vi: 'Dữ liệu vào', en: 'Input' },
  output: { vi: 'Kết quả', en: 'Output mapping' },
  error: { vi: 'Xử lý lỗi', en: 'Error handling' },
  retries: { vi: 'Thử lại', en: 'Retries' },
  resultVariable: { vi: 'Biến nhận kết quả', en: 'Result variable' },
  resultVariableHint: { vi: 'Tên biến của quy trình sẽ giữ toàn bộ kết quả', en: 'Process variable that takes the whole result' },
  resultExpression: { vi: 'Biểu thức kết quả', en: 'Result expression' },
  resultExpressionHint: { vi: 'Biểu thức FEEL chọn phần kết quả ghi vào biến', en: 'FEEL expression that picks parts of the result into variables' },
  errorExpression: { vi: 'Biểu thức lỗi', en: 'Error expression' },
  errorExpressionHint: { vi: 'Biểu thức FEEL biến lỗi thành lỗi BPMN', en: 'FEEL expression that turns a failure into a BPMN error' },
  retryCount: { vi: 'Số lần thử', en: 'Retries' },
  retryBackoff: { vi: 'Khoảng chờ giữa các lần thử', en: 'Retry backoff' },
  retryBackoffHint: { vi: 'Khoảng thời gian ISO 8601, ví dụ PT30S', en: 'ISO 8601 duration, such as PT30S' },
} as const satisfies Record<string, LocalText>;

/** The element template of one operation, wholly from its definition: the committed file must equal it. */
export function elementTemplateOf(connector: Connector, operationName: string, language: Language): ElementTemplate {
  const operation = connector.operations[operationName];
  if (!operation) throw new TypeError(`Connector "${connector.id}" has no operation "${operationName}".`);
  return {
    $schema: 'https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json',
    id: `vn.vanthu.${connector.id}.${operationName}.${connector.version}`,
    version: operation.templateVersion ?? 1,
    name: operation.name[language],
    ...(operation.description && { description: operation.description[language] }),
    category: { id: 'connectors', name: texts.category[language] },
    appliesTo: ['bpmn:Task', 'bpmn:ServiceTask'],
    elementType: { value: 'bpmn:ServiceTask' },
    icon: { contents: `data:image/svg+xml;base64,${Buffer.from(connector.icon, 'utf8').toString('base64')}` },
    groups: (['input', 'output', 'error', 'retries'] as const).map((id) => ({ id, label: texts[id][language] })),
    properties: [
      { type: 'Hidden', value: jobTypeOf(connector, operationName), binding: { type: 'zeebe:taskDefinition', property: 'type' } },
      ...inputProperties(operation, language),
      ...headerProperties(language),
    ],
  };
}

/** As committed: two spaces, a line break at the end. */
export function elementTemplateText(template: ElementTemplate): string {
  return `${JSON.stringify(template, null, 2)}\n`;
}

function inputProperties(operation: ConnectorOperation, language: Language): readonly TemplateProperty[] {
  return propertiesOf(inputJsonSchema(operation.input), '', language);
}

function propertiesOf(schema: JsonSchema, prefix: string, language: Language): readonly TemplateProperty[] {
  const required = (schema['required'] as readonly string[] | undefined) ?? [];
  return Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const isRequired = required.includes(name);
    if (isRequired && isGroup(field)) return propertiesOf(field, `${path}.`, language);
    return [inputProperty(path, field, isRequired, language)];
  });
}

/** An object without a label of its own is shown field by field; one with a label is one FEEL expression. */
function isGroup(field: JsonSchema): boolean {
  return field['type'] === 'object' && field['properties'] !== undefined && presentationOf(field) === null;
}

function inputProperty(name: string, field: JsonSchema, isRequired: boolean, language: Language): TemplateProperty {
  const presentation = presentationOf(field);
  return {
    id: name,
    label: presentation?.label[language] ?? name,
    ...(presentation?.hint && { description: presentation.hint[language] }),
    group: 'input',
    ...controlOf(field, presentation?.multiline === true),
    ...(isRequired ? { constraints: { notEmpty: true } } : field['default'] === undefined ? { optional: true } : {}),
    binding: { type: 'zeebe:input', name },
  };
}

/** Whatever is not text goes in as FEEL: a literal in a `zeebe:input` would arrive as text. */
function controlOf(field: JsonSchema, isMultiline: boolean): TemplateProperty {
  const value = field['default'];
  if (Array.isArray(field['enum'])) {
    const choices = (field['enum'] as readonly string[]).map((choice) => ({ name: choice, value: choice }));
    return { type: 'Dropdown', choices, ...(typeof value === 'string' && { value }) };
  }
  if (field['type'] === 'string') {
    return { type: isMultiline ? 'Text' : 'String', feel: 'optional', ...(typeof value === 'string' && { value }) };
  }
  return { type: 'Text', feel: 'required', ...(value !== undefined && { value: `=${JSON.stringify(value)}` }) };
}

function headerProperties(language: Language): readonly TemplateProperty[] {
  const header = (key: string, group: string, type: string, label: LocalText, hint: LocalText, more: TemplateProperty = {}): TemplateProperty => ({
    id: key, label: label[language], description: hint[language], group, type, ...more, binding: { type: 'zeebe:taskHeader', key },
  });
  return [
    header('resultVariable', 'output', 'String', texts.resultVariable, texts.resultVariableHint),
    header('resultExpression', 'output', 'Text', texts.resultExpression, texts.resultExpressionHint, { feel: 'required' }),
    header('errorExpression', 'error', 'Text', texts.errorExpression, texts.errorExpressionHint, { feel: 'required' }),
    {
      id: 'retryCount', label: texts.retryCount[language], group: 'retries', type: 'String', feel: 'optional', value: '5',
      binding: { type: 'zeebe:taskDefinition', property: 'retries' },
    },
    header('retryBackoff', 'retries', 'String', texts.retryBackoff, texts.retryBackoffHint, { value: 'PT30S' }),
  ];
}
