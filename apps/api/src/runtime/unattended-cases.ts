import type { CaseProcesses } from './case-processes.js';

const EVERY_MS = 20_000;
/** Older ones were looked for at the start. */
const RECENT_MS = 86_400_000;

/** Looks now and then for documents that were let in while their process could not be started: the database went away in between, or was full. */
export class UnattendedCases {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly cases: Pick<CaseProcesses, 'startUnattended'>,
    private readonly now: () => number,
    private readonly onError: (error: unknown, what: string) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => (this.looking = this.looking.then(() => this.look())), EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }

  private look(): Promise<void> {
    return this.cases.startUnattended(this.now(), this.now() - RECENT_MS).then(
      () => undefined,
      (error: unknown) => this.onError(error, 'documents without their process could not be attended to'),
    );
  }
}
