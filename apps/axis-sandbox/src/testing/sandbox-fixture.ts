import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeEdoc } from '@vanthu/edxml';
import { startAxisSandbox } from '../sandbox.js';
import { AxisClient } from './axis-client.js';
import type { AxisReceivedEntry, EdocMessage } from '@vanthu/edxml';
import type { AgencyInput } from '../agency.js';
import type { AxisSandbox, AxisSandboxConfig } from '../sandbox.js';

export const agencies: readonly AgencyInput[] = [
  { code: 'Z01.05', name: 'Sở Giáo dục và Đào tạo tỉnh Mẫu', mode: 'hosted' },
  { code: 'Z01.07', name: 'Sở Khoa học và Công nghệ tỉnh Mẫu', mode: 'hosted' },
  { code: 'Z02', name: 'Bộ Mẫu', mode: 'automatic', clerk: 'Văn Thư Mẫu 09', specialist: 'Chuyên Viên Mẫu 09' },
  { code: 'Z01.40', name: 'UBND xã Mẫu A' },
  { code: 'Z01.41', name: 'UBND phường Mẫu B', isLocked: true },
  { code: 'Z03', name: 'Tỉnh Mẫu 3', mode: 'hosted', systemId: 'he-thong-khac' },
];

/** A sandbox in a temporary folder that can be restarted on it. */
export class SandboxFixture {
  private constructor(
    private readonly folder: string,
    private sandbox: AxisSandbox,
    private readonly changes: Partial<AxisSandboxConfig>,
  ) {}

  static async start(changes: Partial<AxisSandboxConfig> = {}): Promise<SandboxFixture> {
    const folder = await mkdtemp(path.join(tmpdir(), 'axis-sandbox-'));
    return new SandboxFixture(folder, await startAxisSandbox(configOf(folder, changes)), changes);
  }

  get url(): string {
    return this.sandbox.url;
  }

  get dataDir(): string {
    return this.folder;
  }

  client(options: ConstructorParameters<typeof AxisClient>[1] = {}): AxisClient {
    return new AxisClient(this.url, options);
  }

  async restart(): Promise<void> {
    await this.sandbox.close();
    this.sandbox = await startAxisSandbox(configOf(this.folder, this.changes));
  }

  async admin(method: string, route: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${this.url}${route}`, init);
    return { status: response.status, body: await response.json() };
  }

  async stop(): Promise<void> {
    await this.sandbox.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function configOf(folder: string, changes: Partial<AxisSandboxConfig>): AxisSandboxConfig {
  const systems = [{ systemId: 'vanthu', secret: 'khoa-thu-nghiem' }, { systemId: 'he-thong-khac', secret: 'khoa-thu-nghiem-2' }];
  return {
    dataDir: folder, agencies, systems, answerDelayMs: 5,
    onError: (error) => { process.stderr.write(`${String(error)}\n`); }, ...changes,
  };
}

export function edoc(changes: Partial<EdocMessage> = {}): string {
  return encodeEdoc({
    from: { organId: 'Z01.05', organName: 'Sở Giáo dục và Đào tạo tỉnh Mẫu' },
    to: [{ organId: 'Z01.07', organName: 'Sở Khoa học và Công nghệ tỉnh Mẫu' }],
    documentId: 'Z01.05,2026/10/04,2700/SGDĐT-VP',
    code: { number: '2700', notation: 'SGDĐT-VP' },
    promulgationDate: '2026-10-04',
    documentType: { type: '2', typeName: 'Công văn' },
    subject: 'V/v thử trục liên thông',
    signer: { fullName: 'Lãnh Đạo Mẫu 01' },
    toPlaces: [], responseFor: [], responseForTasks: [], traces: [],
    attachments: [{ contentId: '1', name: '2700.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7 mẫu') }],
    ...changes,
  });
}

/** Asks until `count` messages are there; fails after ten seconds. */
export async function waitForMessages(list: () => Promise<readonly AxisReceivedEntry[]>, count: number): Promise<readonly AxisReceivedEntry[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const entries = await list();
    if (entries.length >= count) return entries;
    if (Date.now() > deadline) throw new Error(`${entries.length} of ${count} messages came`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
