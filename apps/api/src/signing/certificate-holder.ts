import type { Person } from '@vanthu/model';
import type { Signer } from '@vanthu/signing';

export interface SigningPerson {
  readonly person: Pick<Person, 'displayName' | 'title'>;
  /** Names of the agency and of the person's unit in it. */
  readonly units: readonly string[];
  /** Offices of others in the agency with the same name. */
  readonly officesOfNamesakes: readonly string[];
}

/**
 * Whether the certificate is the person's own: the name, an office that does not contradict, and the agency or unit, all of the
 * subject. Of two with one name the certificate has to say which: by the office.
 */
export function isPersonsOwn({ kind, subject }: Pick<Signer, 'kind' | 'subject'>, { person, units, officesOfNamesakes }: SigningPerson): boolean {
  const places = [subject.organisation, ...subject.organisationalUnits].filter((each) => each !== '');
  const isPlaced = places.some((place) => units.some((unit) => isSame(place, unit)));
  const isInOffice = subject.title === '' ? officesOfNamesakes.length === 0 : isSame(subject.title, person.title) && !officesOfNamesakes.some((office) => isSame(office, person.title));
  return kind === 'person' && isSame(subject.commonName, person.displayName) && isPlaced && isInOffice;
}

/** Whether the certificate is the agency's own, with which the clerk signs for it (NĐ 30/2020 Đ32). */
export function isAgencysOwn({ kind, subject }: Pick<Signer, 'kind' | 'subject'>, agencyName: string): boolean {
  return kind === 'organisation' && isSame(subject.commonName, agencyName);
}

function isSame(one: string, other: string): boolean {
  return one.normalize('NFC').trim().localeCompare(other.normalize('NFC').trim(), 'vi', { sensitivity: 'accent' }) === 0;
}
