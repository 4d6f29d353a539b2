import { TestBed } from '@angular/core/testing';
import type { Page, TaskSummary } from '@vanthu/model';
import { ApiClient, type Query } from '../api/api-client';
import { ApiProblem } from '../api/api-problem';
import { InboxStore } from './inbox-store';

function line(key: string): TaskSummary {
  return {
    key, name: 'Tiếp nhận', elementId: 'receive', kind: 'form', processName: 'Văn bản đến', assignee: null, candidateGroups: [], priority: 50,
    createdAt: '2026-11-20T00:00:00Z', dueAt: null, document: null,
  };
}

/** Answers `/tasks` from a list that the spec changes, two lines a page. */
class FakeApi {
  lines: TaskSummary[] = [];
  failure: ApiProblem | null = null;

  get(path: string, query: Query = {}): Promise<unknown> {
    if (this.failure) return Promise.reject(this.failure);
    if (path === '/tasks/counts') return Promise.resolve({ mine: 0, group: this.lines.length });
    const start = Number(query['cursor'] ?? 0);
    const page: Page<TaskSummary> = { items: this.lines.slice(start, start + 2), nextCursor: start + 2 < this.lines.length ? String(start + 2) : null };
    return Promise.resolve(page);
  }

  post(): Promise<unknown> {
    return this.failure ? Promise.reject(this.failure) : Promise.resolve({});
  }
}

function setUp(...keys: string[]) {
  const api = new FakeApi();
  api.lines = keys.map(line);
  TestBed.configureTestingModule({ providers: [{ provide: ApiClient, useValue: api }] });
  return { api, inbox: TestBed.inject(InboxStore) };
}

const keysOf = (inbox: InboxStore) => inbox.lines()?.map((each) => each.key);

describe('InboxStore', () => {
  it('reads page after page', async () => {
    const { inbox } = setUp('1', '2', '3');
    await inbox.show('all');
    expect(keysOf(inbox)).toEqual(['1', '2']);
    await inbox.more();
    expect(keysOf(inbox)).toEqual(['1', '2', '3']);
    expect(inbox.hasMore()).toBe(false);
  });

  it('counts new lines without moving the old ones', async () => {
    const { api, inbox } = setUp('1', '2');
    await inbox.show('all');
    api.lines = [line('0'), ...api.lines];
    await inbox.lookAgain();
    expect(inbox.freshCount()).toBe(1);
    expect(keysOf(inbox)).toEqual(['1', '2']);
    await inbox.reload();
    expect(keysOf(inbox)).toEqual(['0', '1']);
    expect(inbox.freshCount()).toBe(0);
  });

  it('marks a line that someone else has taken, and leaves it in its place', async () => {
    const { api, inbox } = setUp('1', '2');
    await inbox.show('group');
    api.lines = [line('2')];
    await inbox.lookAgain();
    expect(keysOf(inbox)).toEqual(['1', '2']);
    expect([...inbox.gone()]).toEqual(['1']);
  });

  it('keeps the lines and says so when the server cannot be reached', async () => {
    const { api, inbox } = setUp('1');
    await inbox.show('all');
    api.failure = new ApiProblem({ type: '', title: '', status: 0, detail: '', code: 'NO_CONNECTION' });
    await inbox.lookAgain();
    expect(keysOf(inbox)).toEqual(['1']);
    expect(inbox.isOffline()).toBe(true);
  });

  it('forgets a done task at once', async () => {
    const { inbox } = setUp('1', '2');
    await inbox.show('all');
    inbox.forget('1');
    expect(keysOf(inbox)).toEqual(['2']);
  });
});
