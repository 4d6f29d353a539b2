import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jest } from '@jest/globals';
import { startSource } from '../testing/source-program.js';
import { composeMail } from './compose-mail.js';
import { Dovecot, dovecotPassword } from './testing/dovecot.js';
import { eventually } from './testing/inbound-host.js';

jest.setTimeout(120_000);

const address = 'vanthu@so.example';
const user = 'bi-cat-ngang';
const subjects = ['Thư 1', 'Thư 2', 'Thư 3', 'Thư 4', 'Thư 5', 'Thư 6'];

let dovecot: Dovecot;
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  dovecot = await Dovecot.start();
  folder = await mkdtemp(path.join(tmpdir(), 'vanthu-once-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await dovecot.stop();
  await rm(folder, { recursive: true });
});

function startProgram(death: string): ChildProcess {
  const properties = { agencyId: 'so', address, pollSeconds: 0.2, imap: { host: '127.0.0.1', port: dovecot.port, security: 'none', user, passwordSecret: 'P' } };
  const child = startSource('libs/connectors/src/mail/testing/inbound-program.ts', [JSON.stringify(properties), dovecotPassword, path.join(folder, 'kept'), death]);
  children.push(child);
  return child;
}

async function keptSubjects(): Promise<readonly string[]> {
  const text = await readFile(path.join(folder, 'kept'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line.startsWith('{')).map((line) => (JSON.parse(line) as { subject: string }).subject);
}

it('takes every letter exactly once, at whichever moment it is killed', async () => {
  // given
  for (const subject of subjects) {
    await dovecot.deliver(user, await composeMail({
      messageId: `<${subject.slice(-1)}@truong.example>`, from: { name: '', address: 'a@truong.example' }, to: [address], cc: [], subject,
      text: subject, inReplyTo: null, date: new Date('2026-10-04T02:15:00Z'), attachments: [],
    }));
  }

  // when it is killed at each moment, some of them twice
  for (const death of ['beforeKeeping', 'afterKeeping', 'whileKeeping', 'afterAnswering', 'afterKeeping', 'beforeKeeping', 'afterAnswering']) {
    const [, signal] = (await once(startProgram(death), 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const inbox = (await dovecot.subjects(user))['INBOX'] ?? [];
    const kept = await keptSubjects();
    expect(subjects.filter((subject) => !kept.includes(subject) && !inbox.includes(subject))).toEqual([]);
  }

  // and then left alone
  const last = startProgram('never');
  await eventually(async () => (await dovecot.subjects(user))['INBOX'] === undefined);
  last.kill('SIGKILL');

  // then
  expect((await keptSubjects()).toSorted()).toEqual(subjects);
  expect(await dovecot.subjects(user)).toEqual({ 'Đã tiếp nhận': subjects });
});
