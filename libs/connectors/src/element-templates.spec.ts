import { validateZeebe } from '@bpmn-io/element-templates-validator';
import { elementTemplateOf, languages } from '@vanthu/connector-sdk';
import { connectorsForTemplates } from './connectors-for-templates.js';

const operations = connectorsForTemplates().flatMap(({ connector }) =>
  Object.keys(connector.operations).flatMap((operation) => languages.map((language) => ({ connector, operation, language }))),
);

describe('element templates', () => {
  it.each(operations)('of $connector.id $operation ($language) is what modelers accept', ({ connector, operation, language }) => {
    expect(validateZeebe(elementTemplateOf(connector, operation, language)).errors ?? []).toEqual([]);
  });

  it('have ids of their own', () => {
    const ids = operations.filter(({ language }) => language === 'vi').map(({ connector, operation }) => elementTemplateOf(connector, operation, 'vi').id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('errors', () => {
  it.each(connectorsForTemplates())('of $connector.id say in both languages what happened', ({ connector }) => {
    for (const [code, text] of Object.entries(connector.errors ?? {})) {
      expect(code).toMatch(/^[A-Z][A-Z0-9_]*$/);
      expect([text.vi.length > 10, text.en.length > 10]).toEqual([true, true]);
    }
  });
});
