import { localDate } from '@vanthu/documents';
import { documentTypes, type DocumentDetail } from '@vanthu/model';
import type { Organisation } from '@vanthu/persistence';

export interface FormSubject {
  readonly document: DocumentDetail | null;
  /** Variables the task sees. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly now: number;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Lists that forms name by `valuesKey`. */
const optionLists: Readonly<Record<string, (subject: FormSubject, organisation: Organisation) => Promise<Option[]>>> = {
  typeOptions: () => Promise.resolve(Object.entries(documentTypes).map(([value, label]) => ({ value, label }))),
  unitOptions: async ({ document }, organisation) => {
    const units = document ? await organisation.children(document.agencyId) : [];
    return units.filter((unit) => unit.agencyId === document?.agencyId).map((unit) => ({ value: unit.id, label: unit.name }));
  },
  personOptions: async ({ variables }, organisation) => {
    const unitId = variables['leadUnitId'] ?? variables['unitId'];
    const people = typeof unitId === 'string' ? await organisation.peopleWithRole('specialist', unitId) : [];
    return people.map((person) => ({ value: person.username, label: `${person.displayName}, ${person.title}` }));
  },
};

/** Values with which a form begins, by the first part of its keys. */
const beginnings: Readonly<Record<string, (subject: FormSubject) => unknown>> = {
  registration: ({ document }) =>
    document && {
      sender: document.counterpart,
      notation: document.notation,
      documentDate: document.documentDate,
      type: document.type,
      subject: document.subject,
      urgency: String(document.urgency),
      secrecy: '0',
    },
  numbering: ({ now }) => ({ date: localDate(now), copies: 1 }),
};

/** What a form is drawn with: its option lists, its first values, and the task's variables it shows. */
export async function formData(schema: unknown, subject: FormSubject, organisation: Organisation): Promise<Record<string, unknown>> {
  const text = JSON.stringify(schema ?? {});
  const named = new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
  const data: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(subject.variables)) if (named.has(name)) data[name] = value;
  for (const [name, begin] of Object.entries(beginnings)) if (text.includes(`"${name}.`)) data[name] = begin(subject);
  for (const [name, list] of Object.entries(optionLists)) if (named.has(name)) data[name] = await list(subject, organisation);
  return data;
}
