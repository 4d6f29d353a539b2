import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

const MANY_COMMITS = 50;
const SOON_MS = 250;
const AT_LEISURE_MS = 5_000;

const program = `
const { parentPort, workerData } = require('node:worker_threads');
const Sqlite = require(workerData.driver);
const database = new Sqlite(workerData.file);
database.pragma('busy_timeout = 0');
parentPort.on('message', (message) => {
  if (message === 'close') {
    database.close();
    parentPort.close();
    return;
  }
  try {
    database.pragma('wal_checkpoint(PASSIVE)');
  } catch {}
});`;

/**
 * Brings what was committed from SQLite's log into its file, in a thread of its own: in the thread that commits it would hold up the whole
 * process for as long as the disk takes, up to half a second. It waits for nobody and holds up nobody; what it misses it does the next time.
 */
export class SqliteCheckpoints {
  private commits = 0;
  private timer: NodeJS.Timeout | null = null;
  private worker: Worker | null = null;
  private isClosed = false;

  constructor(private readonly file: string) {}

  readonly noticeCommit = (): void => {
    this.commits += 1;
    if (this.commits === 1) this.schedule(AT_LEISURE_MS);
    else if (this.commits === MANY_COMMITS) this.schedule(SOON_MS);
  };

  /** Before the connection that commits is closed, so that that one, being the last, cleans up. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    const { worker } = this;
    if (!worker) return;
    this.worker = null;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('close');
    await ended;
  }

  private schedule(delay: number): void {
    if (this.isClosed) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.checkpoint(), delay).unref();
  }

  private checkpoint(): void {
    this.commits = 0;
    this.worker ??= this.startWorker();
    this.worker.postMessage('checkpoint');
  }

  private startWorker(): Worker {
    const driver = createRequire(import.meta.url).resolve('better-sqlite3');
    const worker = new Worker(program, { eval: true, workerData: { driver, file: this.file }, resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 } });
    // without it the connection that commits does it, once its log has grown large
    worker.once('error', () => (this.worker = null));
    worker.unref();
    return worker;
  }
}
