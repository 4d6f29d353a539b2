import type { TaskDetail, TaskOutcome } from '@vanthu/model';

const outcomePrefix = 'outcome.';
const tones = ['primary', 'secondary', 'danger'] as const;

/** What a user task says about its page: extension properties `kind` and `outcome.<id>`. */
export interface TaskHints {
  readonly kind: TaskDetail['kind'];
  readonly outcomes: readonly TaskOutcome[];
}

/**
 * Reads the hints of a user task. An outcome is written
 * `label | English label | flags | consequence | English consequence`, flags being a tone and `reason`. Without a tone the first is
 * the primary one.
 */
export function taskHints(properties: Readonly<Record<string, string>>): TaskHints {
  const kind = properties['kind'];
  return {
    kind: kind === 'sign' || kind === 'sealAgency' || kind === 'draft' ? kind : 'form',
    outcomes: Object.entries(properties)
      .filter(([name]) => name.startsWith(outcomePrefix))
      .map(([name, written], index) => outcomeOf(name.slice(outcomePrefix.length), written, index === 0)),
  };
}

function outcomeOf(id: string, written: string, isFirst: boolean): TaskOutcome {
  const [vi = id, en = vi, flagText = '', consequenceVi, consequenceEn] = written.split('|').map((part) => part.trim());
  const flags = flagText.split(',').map((flag) => flag.trim());
  return {
    id,
    label: { vi, en },
    tone: tones.find((tone) => flags.includes(tone)) ?? (isFirst ? 'primary' : 'secondary'),
    needsReason: flags.includes('reason'),
    consequence: consequenceVi ? { vi: consequenceVi, en: consequenceEn ?? consequenceVi } : null,
  };
}
