/** One process of the server. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** Default SIGTERM. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** On the same port and data. */
  restart(signal?: NodeJS.Signals): Promise<RunningServer>;
  /** After `stop`. */
  begin(): Promise<RunningServer>;
}

export interface RunningSystem {
  readonly url: string;
  readonly smtpPort: number;
  readonly imapPort: number;
  readonly mailPassword: string;
  readonly axisUrl: string;
  readonly agentUrl: string;
  readonly sandbox: { readonly pin: string; readonly samplePassword: string; readonly caFile: string };
  /** The first one has `url`. */
  readonly servers: readonly RunningServer[];
  addServer(environment?: Readonly<Record<string, string>>): Promise<RunningServer>;
  stop(): Promise<void>;
  killAndRestart(): Promise<void>;
}

export function startSystem(options: {
  readonly dataDir: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: Readonly<Partial<Record<'api' | 'smtp' | 'imap' | 'axis' | 'agent', number>>>;
  readonly sampleData?: 'sample' | 'none';
  readonly onLost?: (name: string, how: number | string, said: readonly string[]) => void;
  readonly onLog?: (name: string, line: string) => void;
}): Promise<RunningSystem>;
