import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CompletedTask, DocumentDetail, Page, Problem, TaskCounts, TaskDetail, TaskSummary } from '@vanthu/model';
import type { HttpClient } from '../testing/http-client.js';
import { complete, draftOf, draftUpToSigning, handIn, registrationOf, taskOf, until } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

describe('tasks', () => {
  let server: TestServer;
  let clerk: HttpClient;
  let otherClerk: HttpClient;
  let leader: HttpClient;

  beforeAll(async () => {
    server = await startTestServer();
    [clerk, otherClerk, leader] = await Promise.all([server.as('vanthu.sgddt'), server.as('vanthu2.sgddt'), server.as('giamdoc.sgddt')]);
  });
  afterAll(() => server?.stop());

  const problem = async (person: HttpClient, path: string, json?: unknown) => {
    const { status, body } = await person.post<Problem>(path, json);
    return { status, code: body.code, detail: body.detail, paths: (body.errors ?? []).map((each) => [each.path, each.code]) };
  };
  const received = async () => {
    const document = await handIn(clerk);
    return { document, task: await taskOf(clerk, 'receive', document.id) };
  };

  describe('the inbox', () => {
    it('shows a task to its group and to nobody else', async () => {
      // given
      const { document, task } = await received();
      // then
      expect(task).toMatchObject({ name: 'Tiếp nhận, vào sổ', kind: 'form', assignee: null, candidateGroups: ['clerk@Z01.05'], document: { id: document.id, subject: document.subject } });
      expect((await taskOf(otherClerk, 'receive', document.id)).key).toBe(task.key);
      for (const person of [leader, await server.as('vanthu.bomau'), await server.as('quantri.sgddt')]) {
        expect((await person.read<Page<TaskSummary>>('/api/tasks?limit=100')).items.map((each) => each.key)).not.toContain(task.key);
        expect((await person.get(`/api/tasks/${task.key}`)).status).toBe(404);
        expect(await problem(person, `/api/tasks/${task.key}/complete`, { outcome: 'register' })).toMatchObject({ status: 404, code: 'NOT_FOUND' });
        expect(await problem(person, `/api/tasks/${task.key}/claim`)).toMatchObject({ status: 404 });
      }
    });

    it('pages, counts, and speaks the language of the reader', async () => {
      // given
      await received();
      await received();
      // when
      const first = await clerk.read<Page<TaskSummary>>('/api/tasks?filter=group&limit=1');
      const second = await clerk.read<Page<TaskSummary>>(`/api/tasks?filter=group&limit=1&cursor=${first.nextCursor}`);
      const { group } = await clerk.read<TaskCounts>('/api/tasks/counts');
      const english = await clerk.get<TaskDetail>(`/api/tasks/${first.items[0]?.key}`, { 'accept-language': 'en' });
      // then
      expect(second.items[0]?.key).not.toBe(first.items[0]?.key);
      expect(group).toBeGreaterThanOrEqual(2);
      expect(english.body.name).not.toBe(first.items[0]?.name);
      expect(JSON.stringify(english.body.form)).not.toMatch(/Trích yếu|Cơ quan ban hành/);
    });
  });

  describe('claiming', () => {
    it('keeps others away until it is given back', async () => {
      const { task } = await received();
      // when
      expect((await clerk.post(`/api/tasks/${task.key}/claim`)).status).toBe(204);
      expect((await clerk.post(`/api/tasks/${task.key}/claim`)).status).toBe(204);
      // then
      expect(await problem(otherClerk, `/api/tasks/${task.key}/claim`)).toMatchObject({ code: 'TASK_CLAIMED', detail: 'Việc này đã được Văn Thư Mẫu 01 nhận.' });
      expect(await problem(otherClerk, `/api/tasks/${task.key}/unclaim`)).toMatchObject({ code: 'TASK_CLAIMED' });
      expect(await problem(otherClerk, `/api/tasks/${task.key}/complete`, { outcome: 'register' })).toMatchObject({ code: 'TASK_CLAIMED' });
      expect(await otherClerk.read<TaskDetail>(`/api/tasks/${task.key}`)).toMatchObject({ canAct: false, reasonCannotAct: 'Việc này đã có người nhận.' });
      // when
      expect((await clerk.post(`/api/tasks/${task.key}/unclaim`)).status).toBe(204);
      expect((await clerk.post(`/api/tasks/${task.key}/unclaim`)).status).toBe(204);
      // then
      expect((await otherClerk.post(`/api/tasks/${task.key}/claim`)).status).toBe(204);
    });

    it('lets exactly one of two have it', async () => {
      const { task } = await received();
      const answers = await Promise.all([clerk, otherClerk].map((each) => each.post(`/api/tasks/${task.key}/claim`)));
      expect(answers.map((each) => each.status).sort()).toEqual([204, 409]);
    });

    it('does not lose a task that was given to one person', async () => {
      // given
      const drafter = await server.as('chuyenvien.gdtrh');
      const draft = await drafter.write<DocumentDetail>('/api/documents', draftOf());
      const task = await taskOf(drafter, 'draft', draft.id);
      // then
      expect(await problem(drafter, `/api/tasks/${task.key}/unclaim`)).toMatchObject({ status: 409, code: 'TASK_PERSONAL' });
      expect((await taskOf(drafter, 'draft', draft.id)).assignee).toBe('chuyenvien.gdtrh');
    });
  });

  describe('completing', () => {
    it('refuses an outcome that the step does not have', async () => {
      const { task } = await received();
      expect(await problem(clerk, `/api/tasks/${task.key}/complete`, { outcome: 'shred' })).toMatchObject({ status: 400, code: 'OUTCOME_UNKNOWN' });
      expect(await problem(clerk, `/api/tasks/${task.key}/complete`, {})).toMatchObject({ status: 400, paths: [['outcome', 'FIELD_REQUIRED']] });
    });

    it('names each field that does not fit', async () => {
      const { document, task } = await received();
      const { registration } = registrationOf(document);
      const data = { registration: { ...registration, sender: ' ', type: 'XX', documentDate: '2026-02-31', subject: 'x'.repeat(501) } };
      expect((await problem(clerk, `/api/tasks/${task.key}/complete`, { outcome: 'register', data })).paths).toEqual([
        ['registration.sender', 'FIELD_REQUIRED'],
        ['registration.documentDate', 'FIELD_INVALID'],
        ['registration.type', 'FIELD_INVALID'],
        ['registration.subject', 'FIELD_INVALID'],
      ]);
    });

    it('asks for the reason where one is needed', async () => {
      const { document, task } = await received();
      const path = `/api/tasks/${task.key}/complete`;
      expect((await problem(clerk, path, { outcome: 'refuse', data: { reason: '  ' } })).paths).toEqual([['reason', 'REASON_REQUIRED']]);
      expect((await problem(clerk, path, { outcome: 'refuse', data: { reason: 'x'.repeat(2001) } })).paths).toEqual([['reason', 'FIELD_INVALID']]);
      // what was typed into the form before does not stand in the way of refusing
      expect((await clerk.post(path, { outcome: 'refuse', data: { reason: 'Gửi nhầm.', registration: { type: 'XX' } } })).status).toBe(200);
      expect(await complete(clerk, 'receive', (await handIn(clerk)).id, 'refuse', { reason: 'Gửi nhầm.' })).toMatchObject({ nextTaskKey: null });
      expect((await problem(clerk, path, { outcome: 'refuse', data: { reason: 'Nữa.' } })).code).toBe('TASK_NOT_OPEN');
      expect(document.status).toBe('received');
    });

    it('never registers what is secret', async () => {
      const { document, task } = await received();
      const { registration } = registrationOf(document);
      for (const secrecy of ['1', 3, 'mật']) {
        expect(await problem(clerk, `/api/tasks/${task.key}/complete`, { outcome: 'register', data: { registration: { ...registration, secrecy } } })).toMatchObject({ status: 422, code: 'SECRET_MARKED' });
      }
    });

    it('is done once; who comes later is told who was faster', async () => {
      // given
      const { document, task } = await received();
      const body = { outcome: 'register', data: registrationOf(document) };
      // when
      const answers = await Promise.all([clerk, otherClerk].map((each) => each.post<CompletedTask & Problem>(`/api/tasks/${task.key}/complete`, body)));
      // then
      expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
      const late = await problem(leader, `/api/tasks/${task.key}/complete`, body);
      expect(late.code).toBe('NOT_FOUND');
      expect((await problem(clerk, `/api/tasks/${task.key}/complete`, body)).detail).toMatch(/^Việc này vừa được Văn Thư Mẫu 0[12] xử lý/);
    });

    it('answers what the same person can do next in the case', async () => {
      // given
      const document = await handIn(clerk);
      await complete(clerk, 'receive', document.id, 'register', registrationOf(document));
      const head = await server.as('truongphong.gdtrh');
      const directive = { text: 'Giao Phòng GDTrH.', leadUnitId: 'Z01.05-GDTrH', coordinatingUnitIds: [], informedUnitIds: ['Z01.05-GDTrH'], workingDays: 3 };
      // when
      const directed = await complete(leader, 'direct', document.id, 'direct', { directive });
      const assigned = await complete(head, 'assign', document.id, 'assign', { specialist: 'truongphong.gdtrh' }).catch((error: unknown) => String(error));
      // then
      expect(directed).toEqual({ nextTaskKey: null, documentId: document.id });
      expect(assigned).toContain('FIELD_INVALID');
    });

    it('gives the reply the deadline of the directive', async () => {
      // given
      const { document } = await received();
      const [leader, head, specialist] = await Promise.all(['giamdoc.sgddt', 'truongphong.gdtrh', 'chuyenvien.gdtrh'].map((username) => server.as(username)));
      if (!leader || !head || !specialist) throw new Error('nobody there');
      await complete(clerk, 'receive', document.id, 'register', registrationOf(document));
      const directing = await taskOf(leader, 'direct', document.id);
      await complete(leader, 'direct', document.id, 'direct', { directive: { text: 'Trả lời.', leadUnitId: 'Z01.05-GDTrH', workingDays: 5 } });
      const assigning = await taskOf(head, 'assign', document.id);
      await complete(head, 'assign', document.id, 'assign', { specialist: 'chuyenvien.gdtrh' });
      await complete(specialist, 'resolve', document.id, 'reply');
      // when
      const drafting = await until('the draft', async () => {
        const { items } = await specialist.read<Page<TaskSummary>>('/api/tasks?limit=100');
        return items.find((task) => task.elementId === 'draft' && task.document?.subject.includes(document.notation));
      });
      // then
      expect(directing.dueAt).not.toBeNull();
      expect(drafting.dueAt).toBe(assigning.dueAt);
      expect(Date.parse(drafting.dueAt ?? '')).toBeGreaterThan(Date.now());
    });

    it('refuses options of another agency', async () => {
      const document = await handIn(clerk);
      await complete(clerk, 'receive', document.id, 'register', registrationOf(document));
      const { key } = await taskOf(leader, 'direct', document.id);
      const data = { directive: { text: 'x', leadUnitId: 'Z02.01', workingDays: 400 } };
      expect((await problem(leader, `/api/tasks/${key}/complete`, { outcome: 'direct', data })).paths).toEqual([['directive.leadUnitId', 'FIELD_INVALID'], ['directive.workingDays', 'FIELD_INVALID']]);
    });

    it('submits no empty draft', async () => {
      const drafter = await server.as('chuyenvien.gdtrh');
      const draft = await drafter.write<DocumentDetail>('/api/documents', {});
      const { key } = await taskOf(drafter, 'draft', draft.id);
      expect((await problem(drafter, `/api/tasks/${key}/complete`, { outcome: 'submit' })).paths).toEqual([['subject', 'FIELD_REQUIRED'], ['body', 'FIELD_REQUIRED'], ['recipients', 'FIELD_REQUIRED']]);
    });

    it('takes no word for a signature', async () => {
      const draft = await draftUpToSigning((username) => server.as(username));
      const { key, kind } = await taskOf(leader, 'sign', draft.id);
      expect(kind).toBe('sign');
      expect(await problem(leader, `/api/tasks/${key}/complete`, { outcome: 'sign' })).toMatchObject({ status: 400, code: 'OUTCOME_UNKNOWN' });
      expect((await leader.read<DocumentDetail>(`/api/documents/${draft.id}`)).status).toBe('submitted');
    });
  });
});
