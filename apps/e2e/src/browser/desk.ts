import type { Locator, Page, Request } from 'playwright-core';
import type { PageLog } from './page-log.js';
import { takePictures } from './evidence.js';

const patienceMs = 20_000;
const lookMs = 2500;
const looks = 16;

/** One person at one screen, finding things by what is written on them. */
export class Desk {
  /** How often this person has clicked since signing in. */
  clicks = 0;

  constructor(
    readonly username: string,
    readonly page: Page,
    readonly log: PageLog,
  ) {
    page.setDefaultTimeout(patienceMs);
  }

  async signIn(url: string, password: string): Promise<void> {
    await this.page.goto(url);
    await this.fill('Tên đăng nhập', this.username);
    await this.fill('Mật khẩu', password);
    await this.press('Đăng nhập');
    await this.heading('Việc của tôi').waitFor();
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The field under this label, with or without the star of a required one. */
  field(label: string): Locator {
    return this.page.getByLabel(new RegExp(`^\\s*${label}\\s*\\*?\\s*$`));
  }

  async press(name: string | RegExp): Promise<void> {
    await this.click(this.button(name));
  }

  async click(target: Locator): Promise<void> {
    await target.click();
    this.clicks++;
  }

  async fill(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
  }

  /** Opens the list of a field of a form and takes the entry. */
  async choose(label: string, entry: string): Promise<void> {
    await this.click(this.field(label));
    await this.click(this.page.locator('.fjs-dropdownlist-item').filter({ hasText: entry }));
  }

  line(step: string, subject: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: subject }).filter({ hasText: step }).getByRole('link');
  }

  /** Waits for the task to come into the list, looking again as a person would, and opens it. */
  async openTask(step: string, subject: string): Promise<void> {
    await this.click(this.page.getByRole('navigation').getByRole('link', { name: /^Việc của tôi/ }));
    const line = this.line(step, subject).first();
    for (let look = 1; !(await this.isThere(line)); look++) {
      if (look === looks) throw new Error(`${this.username} waited in vain for “${step}” of “${subject}”`);
      await this.page.reload();
    }
    await this.click(line);
    await this.heading(step).waitFor();
  }

  /** What the error below a field says; empty when it has none. */
  async errorOf(field: Locator): Promise<string> {
    const ids = (await field.getAttribute('aria-describedby')) ?? '';
    const texts = await Promise.all(ids.split(/\s+/).filter(Boolean).map((id) => this.page.locator(`[id="${id}"]`).allInnerTexts()));
    return texts.flat().join(' ').trim();
  }

  /** Presses twice as fast as a mouse can; answers how many times the step was sent to the server. */
  async pressTwice(button: Locator): Promise<number> {
    const sent: string[] = [];
    const note = (request: Request): unknown => request.method() === 'POST' && /\/tasks\/[^/]+\/complete$/.test(request.url()) && sent.push(request.url());
    this.page.on('request', note);
    await this.leaving(() => button.dblclick());
    this.clicks++;
    this.page.off('request', note);
    return sent.length;
  }

  /** Ends the step with this button and waits until the page has gone on. */
  async finish(name: string): Promise<void> {
    await this.leaving(() => this.press(name));
  }

  async leaving(act: () => Promise<void>): Promise<void> {
    const address = this.page.url();
    await act();
    await this.page.waitForURL((url) => url.href !== address);
  }

  look(name: string): Promise<void> {
    return takePictures(this.page, name);
  }

  private async isThere(target: Locator): Promise<boolean> {
    return target.waitFor({ timeout: lookMs }).then(
      () => true,
      () => false,
    );
  }
}
