import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Diagram, DocumentDetail, DocumentSummary, LetterFrame, Page, Problem, TrailEntry } from '@vanthu/model';
import type { HttpClient } from '../testing/http-client.js';
import { complete, draftOf, formOf, handIn, paper, registrationOf, taskOf, until, type HandedFile } from '../testing/office.js';
import { startTestServer, type TestServer } from '../testing/test-server.js';

const text: HandedFile = { name: 'Công văn đến (1).txt', type: 'text/plain', content: 'Kính gửi Sở Giáo dục và Đào tạo' };

describe('documents', () => {
  let server: TestServer;
  let clerk: HttpClient;
  let leader: HttpClient;
  let drafter: HttpClient;
  let foreign: HttpClient;

  beforeAll(async () => {
    server = await startTestServer();
    [clerk, leader, drafter, foreign] = await Promise.all([server.as('vanthu.sgddt'), server.as('giamdoc.sgddt'), server.as('chuyenvien.gdtrh'), server.as('vanthu.bomau')]);
  });
  afterAll(() => server?.stop());

  const storedFiles = async () => (await readdir(path.join(server.dataDir, 'files'), { recursive: true, withFileTypes: true })).filter((each) => each.isFile()).length;
  const upload = <T = Problem>(person: HttpClient, at: string, files: readonly HandedFile[], document?: unknown) => person.send<T>('POST', at, { form: formOf(document, files) });
  const idsOf = async (person: HttpClient, query: string) => (await person.read<Page<DocumentSummary>>(`/api/documents?limit=100&${query}`)).items.map((each) => each.id);

  describe('who sees them', () => {
    it('shows nothing to the clerk of another agency', async () => {
      // given
      const document = await handIn(clerk, { subject: 'Về việc chỉ Sở biết' }, [text]);
      const draft = await drafter.write<DocumentDetail>('/api/documents', draftOf());
      // then
      expect(await idsOf(foreign, '')).toEqual([]);
      expect(await idsOf(foreign, 'q=chi+So+biet')).toEqual([]);
      const fileId = document.files[0]?.id;
      for (const at of ['', `/files/${fileId}`, '/trail', '/diagram', '/recipients/1/message', '/archive', '/archive/files?path=x']) {
        expect([at, (await foreign.get<Problem>(`/api/documents/${document.id}${at}`)).status]).toEqual([at, 404]);
      }
      expect((await foreign.send('PUT', `/api/documents/${draft.id}/draft`, { json: draftOf() })).status).toBe(404);
      expect((await upload(foreign, `/api/documents/${draft.id}/files`, [text])).status).toBe(404);
      expect((await foreign.post<Problem>('/api/documents', { ...draftOf(), replyToId: document.id })).status).toBe(404);
      const { counterpart, notation, documentDate } = document;
      expect(await foreign.read(`/api/documents/duplicates?${new URLSearchParams({ sender: counterpart, notation, date: documentDate ?? '' })}`)).toEqual([]);
    });

    it('shows nothing to administrators and operators, and to a specialist only what the own unit takes part in', async () => {
      const document = await handIn(clerk);
      for (const username of ['quantri.sgddt', 'chuyenvien.khtc']) {
        const person = await server.as(username);
        expect((await person.get(`/api/documents/${document.id}`)).status).toBe(404);
        expect(await idsOf(person, '')).not.toContain(document.id);
      }
    });

    it('shows people of a unit only to the own agency', async () => {
      expect((await foreign.read<{ items: unknown[] }>('/api/people?unit=Z01.05-VP')).items).toEqual([]);
      const { items } = await clerk.read<{ items: { username: string }[] }>('/api/people?unit=Z01.05-VP');
      expect(items.map((each) => each.username)).toContain('chuyenvien.vp');
      expect(JSON.stringify(items)).not.toMatch(/password|assignments|email/);
    });
  });

  describe('finding them', () => {
    it('with and without diacritics, by direction, status and page', async () => {
      // given
      const document = await handIn(clerk, { subject: 'Về việc tổ chức Hội khỏe Phù Đổng' });
      await handIn(clerk);
      // then
      for (const q of ['Phù Đổng', 'phu dong', 'hoi khoe phu dong']) expect(await idsOf(clerk, `q=${encodeURIComponent(q)}`)).toEqual([document.id]);
      expect(await idsOf(clerk, 'direction=outbound&q=phu+dong')).toEqual([]);
      expect(await idsOf(clerk, 'archived=false')).toContain(document.id);
      expect(await idsOf(clerk, 'archived=true')).toEqual([]);
      expect(await idsOf(clerk, `q=${encodeURIComponent(`"' OR 1=1 -- * % !`)}`)).toEqual([]);
      const first = await clerk.read<Page<DocumentSummary>>('/api/documents?limit=1');
      const second = await clerk.read<Page<DocumentSummary>>(`/api/documents?limit=1&cursor=${first.nextCursor}`);
      expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    });

    it('once, however often a request without an answer is repeated under its key', async () => {
      // given
      const handInAgain = (person: HttpClient, key: string) => person.send<DocumentDetail>('POST', '/api/documents/inbound', { form: formOf(paper({ subject: 'Về việc gửi lại' }), [text]), headers: { 'idempotency-key': key } });
      const other = await server.as('vanthu2.sgddt');

      // when
      const answers = [...(await Promise.all([1, 2, 3].map(() => handInAgain(clerk, 'gui-lai-1')))), await handInAgain(clerk, 'gui-lai-1')];
      const [next, others, bad] = [await handInAgain(clerk, 'gui-lai-2'), await handInAgain(other, 'gui-lai-1'), await handInAgain(clerk, 'x')];

      // then
      expect(answers.map((each) => each.status)).toEqual([201, 201, 201, 201]);
      expect(new Set([...answers, next, others].map((each) => each.body.id)).size).toBe(3);
      expect(new Set(answers.map((each) => each.body.id)).size).toBe(1);
      expect([bad.status, (bad.body as unknown as Problem).errors?.[0]?.path]).toEqual([400, 'Idempotency-Key']);
      expect(await idsOf(clerk, `q=${encodeURIComponent('gửi lại')}`)).toHaveLength(3);
    });

    it('points out what is registered already', async () => {
      const document = await handIn(clerk, { notation: '77/CM-VP' });
      const twin = await handIn(clerk, { notation: '77/CM-VP' });
      const found = await clerk.read<DocumentSummary[]>(`/api/documents/duplicates?${new URLSearchParams({ sender: 'CỤC MẪU', notation: '77/cm-vp', date: '2026-11-02', exceptId: twin.id })}`);
      expect(found.map((each) => each.id)).toEqual([document.id]);
    });
  });

  describe('their files', () => {
    it('come back as they were, under their Vietnamese names, and cannot pass for our pages', async () => {
      // given
      const document = await handIn(clerk, {}, [text]);
      const [file] = document.files;
      // when
      const answer = await clerk.get<string>(`/api/documents/${document.id}/files/${file?.id}`);
      // then
      expect(file).toMatchObject({ name: text.name, mediaType: 'text/plain', role: 'main' });
      expect(answer.body).toBe(text.content);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': "inline; filename*=UTF-8''C%C3%B4ng%20v%C4%83n%20%C4%91%E1%BA%BFn%20%281%29.txt",
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-cache',
      });
      const again = await clerk.get(`/api/documents/${document.id}/files/${file?.id}`, { 'if-none-match': answer.headers.get('etag') ?? '', 'cache-control': 'max-age=0' });
      expect([again.status, again.body]).toEqual([304, '']);
      expect((await clerk.get(`/api/documents/${document.id}/files/1`)).status).toBe(404);
    });

    it.each<[string, HandedFile, number, string]>([
      ['a program', { name: 'a.exe', type: 'application/pdf', content: 'MZ\x90\x00' }, 415, 'FILE_TYPE_REFUSED'],
      ['a page that calls itself PDF', { name: 'a.pdf', type: 'application/pdf', content: '<html><script>alert(1)</script></html>' }, 415, 'FILE_CONTENT_MISMATCH'],
      ['an empty file', { name: 'a.pdf', type: 'application/pdf', content: '' }, 415, 'FILE_CONTENT_MISMATCH'],
      ['a file that is too large', { name: 'to.txt', type: 'text/plain', content: new Uint8Array((50 << 20) + 1).fill(97) }, 413, 'FILE_TOO_LARGE'],
    ])('refuse %s, and the paper with it', async (_, file, status, code) => {
      const before = [await storedFiles(), (await idsOf(clerk, '')).length];
      const answer = await upload(clerk, '/api/documents/inbound', [text, file], paper());
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.body.detail).toContain(file.name);
      expect([await storedFiles(), (await idsOf(clerk, '')).length]).toEqual(before);
    });

    it('are at most twenty at a time', async () => {
      const many = Array.from({ length: 21 }, (_, index) => ({ ...text, name: `${index}.txt` }));
      const { status, body } = await upload(clerk, '/api/documents/inbound', many, paper());
      expect([status, body.code]).toEqual([413, 'TOO_MANY_FILES']);
    });

    it('have names, not paths', async () => {
      const document = await handIn(clerk, {}, [{ ...text, name: '../../etc/passwd.txt' }]);
      expect(document.files[0]?.name).toBe('passwd.txt');
    });

    it('are not kept when they are secret', async () => {
      const before = await storedFiles();
      const secret = { ...text, content: 'SỞ MẪU\n\nTỐI MẬT\n\nKế hoạch' };
      const [inbound, draft] = [await upload(clerk, '/api/documents/inbound', [text, secret], paper()), await drafter.write<DocumentDetail>('/api/documents', draftOf())];
      const attached = await upload(drafter, `/api/documents/${draft.id}/files`, [secret]);
      expect([inbound.body.code, attached.body.code]).toEqual(['SECRET_REFUSED', 'SECRET_REFUSED']);
      expect(await storedFiles()).toBe(before);
    });

    it.each([['no document', undefined], ['broken JSON', '{"a":'], ['a list', []]])('come with facts: %s', async (_, document) => {
      const form = new FormData();
      if (document !== undefined) form.set('document', typeof document === 'string' ? document : JSON.stringify(document));
      const { status, body } = await clerk.send<Problem>('POST', '/api/documents/inbound', { form });
      expect([status, body.code]).toEqual([400, 'INPUT_INVALID']);
    });
  });

  describe('drafts', () => {
    it('have the form of a letter around them: who is above the agency and who will sign', async () => {
      const { id } = await drafter.write<DocumentDetail>('/api/documents', draftOf());
      expect(await drafter.read<LetterFrame>(`/api/documents/${id}/letter`)).toEqual({
        parentAgency: 'ỦY BAN NHÂN DÂN TỈNH MẪU', agency: 'SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH MẪU', place: expect.stringMatching(/./), authority: ['GIÁM ĐỐC'], signerName: 'Lãnh Đạo Mẫu 01',
      });
      expect((await (await server.as('chuyenvien.tccb')).get(`/api/documents/${id}/letter`)).status).toBe(404);
    });

    it('are written by their drafter alone', async () => {
      // given
      const draft = await drafter.write<DocumentDetail>('/api/documents', draftOf());
      expect(draft).toMatchObject({ direction: 'outbound', status: 'draft', counterpart: 'Phòng Giáo dục Trung học' });
      // then
      expect((await drafter.send('PUT', `/api/documents/${draft.id}/draft`, { json: draftOf({ subject: 'V/v khác' }) })).status).toBe(200);
      for (const person of [clerk, leader, await server.as('chuyenvien2.gdtrh')]) {
        const { status, body } = await person.send<Problem>('PUT', `/api/documents/${draft.id}/draft`, { json: draftOf() });
        expect([status, body.detail]).toEqual([403, 'Bạn không có quyền làm việc này. Cần vai trò: người soạn thảo.']);
        expect((await upload(person, `/api/documents/${draft.id}/files`, [text])).status).toBe(403);
      }
    });

    it('name recipients of the directory or none', async () => {
      const recipients = [{ unitId: 'Z01.41', name: 'UBND', email: null, purpose: 'execute' }, { unitId: 'Z77', name: 'Không có', email: null, purpose: 'inform' }] as const;
      const { status, body } = await drafter.post<Problem>('/api/documents', draftOf({ recipients: [...recipients] }));
      expect([status, body.errors?.map((each) => each.path)]).toEqual([400, ['recipients.1.unitId']]);
      expect((await drafter.post<Problem>('/api/documents', draftOf({ secrecy: 1 }))).body.code).toBe('SECRET_REFUSED');
    });

    it('are locked once submitted, files and all', async () => {
      // given
      const draft = await drafter.write<DocumentDetail>('/api/documents', draftOf());
      const attached = await upload<DocumentDetail>(drafter, `/api/documents/${draft.id}/files`, [text]);
      expect([attached.status, attached.body.files.map((each) => each.name)]).toEqual([201, [text.name]]);
      await complete(drafter, 'draft', draft.id, 'submit');
      await taskOf(await server.as('truongphong.gdtrh'), 'checkContent', draft.id);
      const before = await storedFiles();
      // when
      const answers = [await drafter.send<Problem>('PUT', `/api/documents/${draft.id}/draft`, { json: draftOf() }), await upload(drafter, `/api/documents/${draft.id}/files`, [{ ...text, content: 'khác' }])];
      // then
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([409, 'DRAFT_LOCKED']));
      expect(answers[0]?.body.detail).toContain('"đang trình duyệt"');
      expect(await storedFiles()).toBe(before);
    });
  });

  describe('the timeline and the diagram', () => {
    it('tell each act of a person once, however often they are read', async () => {
      // given
      const draft = await drafter.write<DocumentDetail>('/api/documents', draftOf());
      await complete(drafter, 'draft', draft.id, 'submit');
      await complete(await server.as('truongphong.gdtrh'), 'checkContent', draft.id, 'approve');
      await taskOf(await server.as('chanhvanphong.sgddt'), 'checkFormat', draft.id);
      // when
      const trails = await Promise.all([1, 2, 3].map(() => drafter.read<TrailEntry[]>(`/api/documents/${draft.id}/trail`)));
      const last = await drafter.read<TrailEntry[]>(`/api/documents/${draft.id}/trail`);
      // then
      expect(last.map((each) => [each.act, each.who])).toEqual([['draft', 'Chuyên Viên Mẫu 02'], ['submit', 'Chuyên Viên Mẫu 02'], ['check', 'Trưởng Phòng Mẫu 01']]);
      expect(trails.flat().every((entry) => last.some((each) => each.at === entry.at && each.act === entry.act))).toBe(true);
      const diagrams = await drafter.read<Diagram[]>(`/api/documents/${draft.id}/diagram`);
      expect(diagrams.map((each) => each.activeElementIds)).toEqual([['approve'], ['checkFormat']]);
    });
  });

  describe('the archive', () => {
    it('gives back the files of the case and nothing beside them', async () => {
      // given
      const document = await handIn(clerk, {}, [text]);
      await complete(clerk, 'receive', document.id, 'register', registrationOf(document));
      expect((await clerk.get<Problem>(`/api/documents/${document.id}/archive`)).body.detail).toContain('hồ sơ lưu trữ');
      await complete(leader, 'direct', document.id, 'keep');
      await until('the archived case', async () => (await clerk.read<DocumentDetail>(`/api/documents/${document.id}`)).isArchived);
      // when
      const { files } = await clerk.read<{ files: { path: string }[] }>(`/api/documents/${document.id}/archive`);
      const objects = files.filter((each) => each.path.includes('/objects/'));
      const contents = await Promise.all(objects.map((each) => clerk.get<string>(`/api/documents/${document.id}/archive/files?path=${encodeURIComponent(each.path)}`)));
      // then
      expect(contents.map((each) => each.body)).toContain(text.content);
      expect(contents[0]?.headers.get('content-disposition')).toMatch(/^attachment/);
      for (const wanted of ['../vanthu.db', `${files[0]?.path}/../../../../vanthu.db`, '/etc/passwd', 'Z01.05', '..%2fvanthu.db', path.join(server.dataDir, 'vanthu.db')]) {
        expect([wanted, (await clerk.get(`/api/documents/${document.id}/archive/files?path=${encodeURIComponent(wanted)}`)).status]).toEqual([wanted, 404]);
      }
      expect((await clerk.get(`/api/documents/${document.id}/archive/files?path=a&path=b`)).status).toBe(400);
    });
  });
});
