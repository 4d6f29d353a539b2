import { validateZeebe } from '@bpmn-io/element-templates-validator';
import { z } from 'zod';
import { defineConnector, defineOperation } from './connector.js';
import { elementTemplateOf } from './element-template.js';
import { field } from './field.js';
import { languages } from './local-text.js';

const name = { vi: 'Gửi', en: 'Send' };
const connector = defineConnector({
  id: 'sample',
  version: 2,
  name,
  icon: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  operations: {
    send: defineOperation({
      name,
      description: { vi: 'Gửi thử', en: 'A trial' },
      templateVersion: 7,
      input: z.object({
        address: field(z.string().min(1), { label: { vi: 'Địa chỉ', en: 'Address' }, hint: { vi: 'Nơi nhận', en: 'Where to' } }),
        method: field(z.enum(['GET', 'POST']).default('GET'), { label: { vi: 'Cách', en: 'Method' } }),
        body: field(z.string().optional(), { label: { vi: 'Nội dung', en: 'Body' }, multiline: true }),
        retries: field(z.number().default(3), { label: { vi: 'Số lần', en: 'Count' } }),
        urgent: field(z.boolean(), { label: { vi: 'Khẩn', en: 'Urgent' } }),
        headers: field(z.record(z.string(), z.string()).default({}), { label: { vi: 'Đầu mục', en: 'Headers' } }),
        place: z.object({ city: field(z.string(), { label: { vi: 'Tỉnh', en: 'City' } }) }),
      }),
      output: z.object({}),
      execute: () => Promise.resolve({}),
    }),
  },
});

describe('elementTemplateOf', () => {
  it.each(languages)('is valid to the schema of element templates (%s)', (language) => {
    const { valid, errors } = validateZeebe(elementTemplateOf(connector, 'send', language));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('names the job type, and raises its version with the operation, not with the connector', () => {
    const template = elementTemplateOf(connector, 'send', 'vi');
    expect(template).toMatchObject({ id: 'vn.vanthu.sample.send.2', version: 7, name: 'Gửi', description: 'Gửi thử' });
    expect(template.properties[0]).toEqual({ type: 'Hidden', value: 'sample:send:2', binding: { type: 'zeebe:taskDefinition', property: 'type' } });
  });

  it('gives each input the control of its type', () => {
    const inputs = elementTemplateOf(connector, 'send', 'en').properties.filter((property) => property['group'] === 'input');
    expect(inputs).toMatchObject([
      { id: 'address', label: 'Address', description: 'Where to', type: 'String', feel: 'optional', constraints: { notEmpty: true } },
      { id: 'method', type: 'Dropdown', value: 'GET', choices: [{ name: 'GET', value: 'GET' }, { name: 'POST', value: 'POST' }] },
      { id: 'body', type: 'Text', feel: 'optional', optional: true },
      { id: 'retries', type: 'Text', feel: 'required', value: '=3' },
      { id: 'urgent', type: 'Text', feel: 'required', constraints: { notEmpty: true } },
      { id: 'headers', type: 'Text', feel: 'required', value: '={}' },
      { id: 'place.city', label: 'City', binding: { type: 'zeebe:input', name: 'place.city' } },
    ]);
  });

  it('offers the headers that users of Camunda connectors know', () => {
    const headers = elementTemplateOf(connector, 'send', 'vi').properties.flatMap((property) => {
      const binding = property['binding'] as { type: string; key?: string };
      return binding.type === 'zeebe:taskHeader' ? [binding.key] : [];
    });
    expect(headers).toEqual(['resultVariable', 'resultExpression', 'errorExpression', 'retryBackoff']);
  });
});
