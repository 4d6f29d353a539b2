import type { RunningSystem } from '../system.mjs';

export function playDemo(options: {
  readonly system: Pick<RunningSystem, 'url' | 'smtpPort' | 'imapPort' | 'axisUrl'>;
  readonly out: string;
  readonly letterFile?: Buffer | null;
  readonly report?: (line: string) => void;
  readonly beforeStation?: (index: number) => Promise<void>;
}): Promise<{ readonly issued: { readonly id: string; readonly notation: string }; readonly approvedText: string }>;
