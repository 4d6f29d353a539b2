import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formIssues, formValues } from './form-validation.js';

const directForm: unknown = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../../processes/inbound/forms/inbound-direct.form.json'), 'utf8'));
const unitOptions = [{ label: 'Phòng A', value: 'Z01.05-A' }, { label: 'Phòng B', value: 'Z01.05-B' }];

describe('form validation', () => {
  it('names every missing field by its path', () => {
    expect(formIssues(directForm, {}, { unitOptions })).toEqual([
      { path: 'directive.text', code: 'FIELD_REQUIRED', facts: {} },
      { path: 'directive.leadUnitId', code: 'FIELD_REQUIRED', facts: {} },
    ]);
  });

  it('refuses what is not among the options, out of range, or of another type', () => {
    // given
    const data = { directive: { text: 'Giao Phòng A', leadUnitId: 'Z02-X', coordinatingUnitIds: 'Z01.05-B', workingDays: 400 } };
    // when
    const issues = formIssues(directForm, data, { unitOptions });
    // then
    expect(issues.map((each) => each.path)).toEqual(['directive.leadUnitId', 'directive.coordinatingUnitIds', 'directive.workingDays']);
  });

  it('keeps only what the form has fields for', () => {
    const data = { directive: { text: 'x', leadUnitId: 'Z01.05-A', approvedBy: 'me' }, agencyId: 'Z99', ['__proto__']: { polluted: true } };
    expect(formValues(directForm, data)).toEqual({ directive: { text: 'x', leadUnitId: 'Z01.05-A' } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each<[string, string, object, unknown, object | null]>([
    ['a number in letters', 'number', {}, '12,5', { reason: 'number' }],
    ['a number as text', 'number', {}, '12.5', null],
    ['no number at all', 'number', {}, Number.NaN, { reason: 'number' }],
    ['a number below its range', 'number', { min: 1 }, 0, { reason: 'min', limit: 1 }],
    ['a day that the calendar lacks', 'datetime', {}, '2026-02-31', { reason: 'date' }],
    ['a day with time', 'datetime', {}, '2026-02-28T10:00:00+07:00', null],
    ['something else after the day', 'datetime', {}, '2026-02-28; drop', { reason: 'date' }],
    ['text that is an object', 'textfield', {}, { $ne: 1 }, { reason: 'text' }],
    ['a choice that is a list', 'select', {}, ['a'], { reason: 'text' }],
    ['text without end', 'textarea', {}, 'x'.repeat(20_001), { reason: 'maxLength', limit: 20_000 }],
    ['text that is too short', 'textfield', { minLength: 3 }, 'ab', { reason: 'minLength', limit: 3 }],
    ['text of another pattern', 'textfield', { pattern: '^\\d+$' }, '12a', { reason: 'pattern' }],
    ['long text against a costly pattern', 'textfield', { pattern: '^(a+)+$' }, `${'a'.repeat(1000)}!`, { reason: 'pattern' }],
    ['a list of objects', 'taglist', {}, [{}], { reason: 'text' }],
    ['a tick that is a word', 'checkbox', {}, 'yes', { reason: 'yesNo' }],
    ['a tick', 'checkbox', {}, true, null],
  ])('judges %s', (_, type, validate, value, facts) => {
    const issues = formIssues({ components: [{ type: 'group', components: [{ type, key: 'field', validate }] }] }, { field: value }, {});
    expect(issues).toEqual(facts === null ? [] : [{ path: 'field', code: 'FIELD_INVALID', facts }]);
  });

  it('leaves out what it is told to', () => {
    expect(formValues(directForm, { directive: { text: 'x', leadUnitId: 'Z02' } }, new Set(['directive.leadUnitId']))).toEqual({ directive: { text: 'x' } });
  });

  it('accepts a complete form', () => {
    expect(formIssues(directForm, { directive: { text: 'x', leadUnitId: 'Z01.05-A', coordinatingUnitIds: ['Z01.05-B'], workingDays: 5 } }, { unitOptions })).toEqual([]);
  });
});
