import type { TaskDetail, TaskOutcome } from '@vanthu/model';

const outcomePrefix = 'outcome.';
const tones = ['primary', 'secondary', 'danger'] as const;

/** What a user task says about its page: extension properties `kind` and `outcome.<id>`. */
export interface TaskHints {
  readonly kind: TaskDetail['kind'];
  readonly outcomes: readonly TaskOutcome[];
  /** Ids of the outcomes for which nothing that was written into the form is kept. */
  readonly bareOutcomes: readonly string[];
}

/**
 * Reads the hints of a user task. An outcome is written
 * `label | English label | flags | consequence | English consequence`, flags being a tone, `reason` and `bare` (what stands in the form is
 * not kept). Without a tone the first is
 * the primary one.
 */
export function taskHints(properties: Readonly<Record<string, string>>): TaskHints {
  const kind = properties['kind'];
  const written = Object.entries(properties).flatMap(([name, value]) => (name.startsWith(outcomePrefix) ? [{ id: name.slice(outcomePrefix.length), value }] : []));
  return {
    kind: kind === 'sign' || kind === 'sealAgency' || kind === 'draft' ? kind : 'form',
    outcomes: written.map(({ id, value }, index) => outcomeOf(id, value, index === 0)),
    bareOutcomes: written.flatMap(({ id, value }) => (flagsOf(value).includes('bare') ? [id] : [])),
  };
}

function outcomeOf(id: string, written: string, isFirst: boolean): TaskOutcome {
  const [vi = id, en = vi, , consequenceVi, consequenceEn] = written.split('|').map((part) => part.trim());
  const flags = flagsOf(written);
  return {
    id,
    label: { vi, en },
    tone: tones.find((tone) => flags.includes(tone)) ?? (isFirst ? 'primary' : 'secondary'),
    needsReason: flags.includes('reason'),
    consequence: consequenceVi ? { vi: consequenceVi, en: consequenceEn ?? consequenceVi } : null,
  };
}

function flagsOf(written: string): string[] {
  return (written.split('|')[2] ?? '').split(',').map((flag) => flag.trim());
}
