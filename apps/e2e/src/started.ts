import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** `npm start` as it runs below npm, in a process group of its own, as a terminal gives it one. */
export class Started {
  text = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [path.join(root, 'tools/start.mjs')], { cwd: root, detached: true, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = once(this.child, 'exit');
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (this.text += text));
  }

  /** Waits until it prints where to go; what the banner says. */
  async ready(): Promise<{ url: string; smtp: string; imap: string; axis: string; agent: string; seconds: number }> {
    while (!this.text.includes('Ctrl-C')) {
      if (this.child.exitCode !== null) throw new Error(`it ended with ${this.child.exitCode}:\n${this.text}`);
      await Promise.race([this.ended, once(this.child.stdout ?? this.child, 'data')]);
    }
    const found = (pattern: RegExp) => pattern.exec(this.text)?.[1] ?? '';
    return { url: found(/Vanthu\s+(http\S+)/), smtp: found(/SMTP (\S+)/), imap: found(/IMAP (\S+)/), axis: found(/Trục thử nghiệm\s+(\S+)/), agent: found(/Ký số\s+(\S+)/), seconds: Number(found(/sẵn sàng sau ([\d.]+)/)) };
  }

  /** As a terminal does for Ctrl-C: to every process of the group. */
  async interrupt(): Promise<number | null> {
    process.kill(-this.pid, 'SIGINT');
    await this.ended;
    return this.child.exitCode;
  }

  async end(): Promise<number | null> {
    await this.ended;
    return this.child.exitCode;
  }

  async kill(): Promise<void> {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      return;
    }
    await this.ended;
  }

  /** Programs of its group that live, by their file, with resident memory in MB. */
  async programs(): Promise<{ pid: number; file: string; megabytes: number }[]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const found = await Promise.all(pids.map((pid) => this.programOf(Number(pid)).catch(() => null)));
    return found.filter((each) => each !== null);
  }

  private async programOf(pid: number) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(group) !== this.pid || state === 'Z') return null;
    const file = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')[1] ?? '';
    const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return { pid, file: path.relative(root, file), megabytes: Math.round(kilobytes / 1024) };
  }

  private get pid(): number {
    return this.child.pid ?? 0;
  }
}
