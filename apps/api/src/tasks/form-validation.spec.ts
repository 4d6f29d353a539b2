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

  it('accepts a complete form', () => {
    expect(formIssues(directForm, { directive: { text: 'x', leadUnitId: 'Z01.05-A', coordinatingUnitIds: ['Z01.05-B'], workingDays: 5 } }, { unitOptions })).toEqual([]);
  });
});
