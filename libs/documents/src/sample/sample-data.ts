import type { OrgUnit, Person } from '@vanthu/model';
import { sampleMinistryPersons, sampleMinistryUnits } from './sample-ministry.js';
import { sampleProvincePersons, sampleProvinceUnits } from './sample-province.js';

export interface SampleData {
  readonly units: readonly OrgUnit[];
  readonly persons: readonly Person[];
  /** The one password of every sample account. */
  readonly password: string;
}

/** Password of all sample accounts; they exist only where sample data was asked for. */
export const samplePassword = 'Vanthu@2026';

/** A fictional ministry and province; their codes begin with Z, which no real agency can have. Parents come before children. */
export const sampleData: SampleData = {
  units: [...sampleProvinceUnits, ...sampleMinistryUnits],
  persons: [...sampleProvincePersons, ...sampleMinistryPersons],
  password: samplePassword,
};
