import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { startSystem, type RunningSystem } from '../../../../tools/system.mjs';
import { Desk } from './desk.js';
import { keepEvidence } from './evidence.js';
import { keepPageLog } from './page-log.js';

const chromiumArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A whole running system and a browser; everybody who sits down gets a browser context of their own. */
export class Office {
  readonly desks: Desk[] = [];
  private failedAt: string | null = null;

  private constructor(
    readonly system: RunningSystem,
    private readonly browser: Browser,
    /** Thrown away when the office closes. */
    readonly folder: string,
  ) {}

  static async open(): Promise<Office> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-browser-'));
    const system = await startSystem({ dataDir: path.join(folder, 'data') });
    const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: chromiumArguments });
    return new Office(system, browser, folder);
  }

  /** Signs a person in on a screen of their own. */
  async seat(username: string): Promise<Desk> {
    const context = await this.browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
    const log = await keepPageLog(context);
    const desk = new Desk(username, await context.newPage(), log);
    this.desks.push(desk);
    await desk.signIn(this.system.url, this.system.sandbox.samplePassword);
    return desk;
  }

  /** Runs a part of the walk; when it fails, the screens and logs of everybody are kept and named in the error. */
  async walk(title: string, part: () => Promise<void>): Promise<void> {
    if (this.failedAt !== null) throw new Error(`not walked: “${this.failedAt}” failed before`);
    try {
      await part();
    } catch (error) {
      this.failedAt = title;
      const folder = await keepEvidence(title, this.desks);
      throw new Error(`${title}: screens and logs are in ${folder}`, { cause: error });
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.system.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
