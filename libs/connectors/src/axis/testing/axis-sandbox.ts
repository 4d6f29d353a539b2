import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readyLine, startSource, stopProgram } from '../../testing/source-program.js';

export const axisSecret = 'khoa-cua-truc-0001';

/** The sandbox of the axis, run from its sources as a process of its own: free port, temporary folder. */
export class AxisSandbox {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(agencies: readonly object[]): Promise<AxisSandbox> {
    const folder = await mkdtemp(path.join(tmpdir(), 'vanthu-axis-'));
    await writeFile(path.join(folder, 'agencies.json'), JSON.stringify(agencies));
    const child = startSource('apps/axis-sandbox/src/main.ts', [], {
      AXIS_SANDBOX_PORT: '0', AXIS_SANDBOX_DATA: path.join(folder, 'data'), AXIS_SANDBOX_SECRET: axisSecret,
      AXIS_SANDBOX_AGENCIES: path.join(folder, 'agencies.json'), AXIS_SANDBOX_ANSWER_DELAY_MS: '20',
    });
    return new AxisSandbox(String((await readyLine(child))['url']), folder, child);
  }

  async get(pathname: string): Promise<unknown> {
    return (await fetch(`${this.url}${pathname}`)).json();
  }

  async post(pathname: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.url}${pathname}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${pathname}: ${await response.text()}`);
    return response.json();
  }

  /** Transport status of every delivery, by receiver. */
  async deliveries(): Promise<readonly { readonly messageType: string; readonly statusCode?: string; readonly to: string; readonly status: string }[]> {
    const messages = (await this.get('/sandbox/messages')) as { messageType: string; statusCode?: string; deliveries: { to: string; status: string }[] }[];
    return messages.flatMap(({ messageType, statusCode, deliveries }) => deliveries.map(({ to, status }) => ({ messageType, statusCode, to, status })));
  }

  async stop(): Promise<void> {
    await stopProgram(this.process);
    await rm(this.folder, { recursive: true, force: true });
  }
}
