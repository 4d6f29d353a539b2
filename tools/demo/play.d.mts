import type { RunningSystem } from '../system.mjs';

export interface PlayedDemo {
  readonly issued: { readonly id: string; readonly notation: string; readonly approval: { readonly by: string; readonly title: string } };
  readonly approvedText: string;
  readonly replySubject: string;
  readonly inbound: { readonly id: string };
  readonly axisInbound: { readonly id: string };
}

export function playDemo(options: {
  readonly system: Pick<RunningSystem, 'url' | 'smtpPort' | 'imapPort' | 'mailPassword' | 'axisUrl'>;
  readonly out: string;
  readonly letterFile?: Buffer | null;
  readonly report?: (line: string) => void;
  readonly beforeStation?: (index: number) => Promise<void>;
}): Promise<PlayedDemo>;
