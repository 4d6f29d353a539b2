import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { TaskOutcome } from '@vanthu/model';
import { type ChosenOutcome, OutcomeBar } from './outcome-bar';

const forward: TaskOutcome = { id: 'forward', label: { vi: 'Chuyển Lãnh đạo', en: 'Forward' }, tone: 'primary', needsReason: false, consequence: null };
const sendBack: TaskOutcome = { id: 'sendBack', label: { vi: 'Trả lại', en: 'Send back' }, tone: 'secondary', needsReason: true, consequence: null };
const refuse: TaskOutcome = { id: 'refuse', label: { vi: 'Từ chối', en: 'Refuse' }, tone: 'danger', needsReason: true, consequence: null };

async function render() {
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection()] });
  const fixture = TestBed.createComponent(OutcomeBar);
  fixture.componentRef.setInput('outcomes', [refuse, sendBack, forward]);
  const chosen: ChosenOutcome[] = [];
  fixture.componentInstance.chosen.subscribe((each) => chosen.push(each));
  await fixture.whenStable();
  const host = fixture.nativeElement as HTMLElement;
  const click = async (text: string) => {
    [...host.querySelectorAll('button')].find((button) => button.textContent?.trim() === text)?.click();
    await fixture.whenStable();
  };
  return { fixture, host, chosen, click };
}

describe('OutcomeBar', () => {
  it('puts the primary outcome first and the dangerous one last', async () => {
    const { host } = await render();
    expect([...host.querySelectorAll('button')].map((button) => button.textContent?.trim())).toEqual(['Chuyển Lãnh đạo', 'Trả lại', 'Từ chối']);
  });

  it('acts at once where nothing else is needed', async () => {
    const { chosen, click } = await render();
    await click('Chuyển Lãnh đạo');
    expect(chosen).toEqual([{ outcome: forward, reason: '' }]);
  });

  it('asks for the reason beside the button, and does nothing without one', async () => {
    const { fixture, host, chosen, click } = await render();
    await click('Trả lại');
    await click('Trả lại');
    expect(chosen).toEqual([]);
    expect(host.textContent).toContain('Hãy ghi lý do.');
    const field = host.querySelector('textarea') as HTMLTextAreaElement;
    field.value = 'Thiếu phụ lục';
    field.dispatchEvent(new Event('input'));
    await fixture.whenStable();
    await click('Trả lại');
    expect(chosen).toEqual([{ outcome: sendBack, reason: 'Thiếu phụ lục' }]);
  });
});
