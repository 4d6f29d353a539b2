import type { DocumentDetail, Page, TaskSummary } from '@vanthu/model';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Balancer } from './balancer.js';

const PATIENCE = 100;

export interface Registering {
  /** Letters whose handing-in was answered. */
  readonly handedIn: Set<string>;
  /** Letters whose registration was answered. */
  readonly registered: Set<string>;
}

/** What a clerk does with a letter on paper: hands it in, waits for the task, registers it. Goes on with the next one when a request fails. */
export async function registerLetter(clerk: Pick<Balancer, 'send'>, id: string, done: Registering): Promise<void> {
  const [subject, notation] = [`Công văn ${id}`, `${id}/CV`];
  const facts = { sender: 'Cục Mẫu', documentDate: '2026-11-20', type: 'CV', subject, notation };
  const form = new FormData();
  form.set('document', JSON.stringify(facts));
  const handedIn = await clerk.send<DocumentDetail>('POST', '/api/documents/inbound', form);
  if (handedIn?.status !== 201) return sleep(50);
  done.handedIn.add(handedIn.body.id);
  const task = await receiveTask(clerk, handedIn.body.id);
  const completed = task && (await clerk.send('POST', `/api/tasks/${task.key}/complete`, { outcome: 'register', data: { registration: { ...facts, urgency: '0', secrecy: '0' } } }));
  if (completed?.status === 200) done.registered.add(handedIn.body.id);
}

async function receiveTask(clerk: Pick<Balancer, 'send'>, documentId: string): Promise<TaskSummary | null> {
  for (let look = 0; look < PATIENCE; look += 1) {
    const page = await clerk.send<Page<TaskSummary>>('GET', '/api/tasks?limit=100');
    const found = page?.status === 200 && page.body.items.find((each) => each.elementId === 'receive' && each.document?.id === documentId);
    if (found) return found;
    await sleep(100);
  }
  return null;
}
