import type { DocumentDetail, Page, RegisterEntry, RegisterView } from '@vanthu/model';
import { until } from '../../../tools/demo/client.mjs';
import { agencyId, type Office } from './office.js';
import type { Registering } from './paper-letters.js';

export interface RegisterFindings {
  /** Letters that were answered and are not there. */
  readonly lost: readonly string[];
  /** Of the letters whose registration was answered. */
  readonly acknowledged: readonly number[];
  /** All of the agency's register of documents coming in, ascending. */
  readonly numbers: readonly number[];
}

/** What the register says of the letters, once all that were answered have their number. */
export async function checkRegister(office: Office, letters: Registering): Promise<RegisterFindings> {
  const clerk = office.person('vanthu.sgddt');
  const find = (id: string) => clerk.get<DocumentDetail>(`/api/documents/${id}`);
  const acknowledged: number[] = [];
  for (const id of letters.registered) acknowledged.push(await until(`the number of ${id}`, async () => (await find(id)).arrivalNumber));
  const lost: string[] = [];
  for (const id of letters.handedIn) await find(id).catch(() => lost.push(id));
  const { items } = await clerk.get<{ items: RegisterView[] }>('/api/registers');
  const register = items.find((each) => each.direction === 'inbound' && each.agencyId === agencyId);
  const numbers: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<RegisterEntry> = await clerk.get(`/api/registers/${register?.id}/entries?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    numbers.push(...page.items.map((each) => each.number));
    cursor = page.nextCursor;
  }
  return { lost, acknowledged, numbers: numbers.sort((a, b) => a - b) };
}
