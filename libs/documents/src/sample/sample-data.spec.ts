import { orgUnitSchema, personSchema } from '@vanthu/model';
import { sampleData } from './sample-data.js';

describe('sampleData', () => {
  it('fits the schemas of the model', () => {
    for (const unit of sampleData.units) expect(orgUnitSchema.parse(unit)).toEqual(unit);
    for (const person of sampleData.persons) expect(personSchema.parse(person)).toEqual(person);
  });

  it('names parents before children, and only units and agencies that exist', () => {
    const seen = new Set<string>();
    for (const unit of sampleData.units) {
      if (unit.parentId !== null) expect(seen).toContain(unit.parentId);
      seen.add(unit.id);
      expect(seen).toContain(unit.agencyId);
    }
    for (const each of sampleData.persons.flatMap((person) => [person.unitId, ...person.assignments.map(({ unitId }) => unitId)])) expect(seen).toContain(each);
  });

  it('uses only codes and domains that cannot be real, and each user name once', () => {
    for (const unit of sampleData.units) expect(unit.id).toMatch(/^Z\d\d/);
    for (const each of [...sampleData.units.map((unit) => unit.capabilities.email), ...sampleData.persons.map((person) => person.email)]) {
      if (each) expect(each).toMatch(/@mau\.example$/);
    }
    expect(new Set(sampleData.persons.map((person) => person.username)).size).toBe(sampleData.persons.length);
  });

  it('staffs every hosted agency for the whole path', () => {
    for (const unit of sampleData.units.filter((each) => each.isHosted && each.id === each.agencyId)) {
      for (const role of ['clerk', 'leader', 'formatChecker', 'unitAdmin'] as const) {
        expect(sampleData.persons.filter((person) => person.assignments.some((each) => each.role === role && each.unitId === unit.id))).not.toEqual([]);
      }
    }
  });
});
