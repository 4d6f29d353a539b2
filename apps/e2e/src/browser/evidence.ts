import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Desk } from './desk.js';

/** Writes what each screen shows and what each console said; answers the folder. */
export async function keepEvidence(title: string, desks: readonly Desk[]): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vanthu-browser-failure-'));
  for (const { username, page, log } of desks) {
    await page.screenshot({ path: path.join(folder, `${username}.png`) }).catch(() => undefined);
    await writeFile(path.join(folder, `${username}.log`), [title, page.url(), ...log.lines, ''].join('\n'));
  }
  return folder;
}

const sizes = { desktop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };

/** For a person who wants to look at the screens: pictures at both sizes into the folder `PICTURES` names. Nothing when it names none. */
export async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const before = page.viewportSize() ?? sizes.desktop;
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
    await page.screenshot({ path: path.join(folder, `${name}-${size}.png`) });
  }
  await page.setViewportSize(before);
}
