import type { TaskDetail, TaskOutcome } from '@vanthu/model';

const tones = ['primary', 'secondary', 'danger'] as const;

/** What a user task says about its page: extension properties `kind`, `act` and `outcome.<id>`. */
export interface TaskHints {
  readonly kind: TaskDetail['kind'];
  /** The act of the glossary that the step is, for the trail. */
  readonly act: string;
  readonly outcomes: readonly TaskOutcome[];
}

/**
 * Reads the hints of a user task. An outcome is written
 * `label | English label | flags | consequence | English consequence`, flags being a tone and `reason`.
 */
export function taskHints(properties: Readonly<Record<string, string>>): TaskHints {
  const kind = properties['kind'];
  return {
    kind: kind === 'sign' || kind === 'sealAgency' || kind === 'draft' ? kind : 'form',
    act: properties['act'] ?? 'complete',
    outcomes: Object.entries(properties).flatMap(([name, value], index) => (name.startsWith('outcome.') ? [outcomeOf(name.slice(8), value, index)] : [])),
  };
}

function outcomeOf(id: string, written: string, index: number): TaskOutcome {
  const [vi = id, en = vi, flagText = '', consequenceVi, consequenceEn] = written.split('|').map((part) => part.trim());
  const flags = flagText.split(',').map((flag) => flag.trim());
  return {
    id,
    label: { vi, en },
    tone: tones.find((tone) => flags.includes(tone)) ?? (index <= 1 ? 'primary' : 'secondary'),
    needsReason: flags.includes('reason'),
    consequence: consequenceVi ? { vi: consequenceVi, en: consequenceEn ?? consequenceVi } : null,
  };
}
