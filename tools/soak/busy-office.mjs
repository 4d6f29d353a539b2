import { setTimeout as sleep } from 'node:timers/promises';
import { Person, ProblemError } from '../demo/client.mjs';

const AGENCY = 'Z01.05';
const searched = ['công văn giấy', 'cong van dien tu', '7/CM', 'không có'];

/**
 * An agency at work until `close`: letters come on paper and over the axis, a clerk registers each, a leader has each kept and searches. People
 * repeat what got no answer. While more than `letters` of a kind are in work none of it come.
 */
export function busyOffice(system, { letters = 4, axisEveryMs = 1_000 } = {}) {
  const person = (username) => new Person(system.url, username, system.sandbox.samplePassword);
  const [courier, clerk, leader] = [person('vanthu2.sgddt'), person('vanthu.sgddt'), person('giamdoc.sgddt')];
  const counts = { handedIn: 0, sentOverAxis: 0, registered: 0, kept: 0, searches: 0 };
  const acknowledged = new Set();
  const papers = new Set();
  const axisLettersInWork = () => counts.sentOverAxis - (counts.kept - (acknowledged.size - papers.size));
  const errors = [];
  let isOpen = true;
  const whileOpen = async (pauseMs, work) => {
    while (isOpen) {
      await work().catch((error) => errors.push(error instanceof Error ? error.message : String(error)));
      await sleep(pauseMs);
    }
  };
  const loops = [
    whileOpen(20, async () => {
      if (papers.size > letters) return;
      const { id } = await courier.postForm('/api/documents/inbound', paper(counts.handedIn));
      acknowledged.add(id);
      papers.add(id);
      counts.handedIn += 1;
    }),
    whileOpen(axisEveryMs, async () => {
      if (axisLettersInWork() > letters) return;
      await sendOverAxis(system.axisUrl, counts.sentOverAxis);
      counts.sentOverAxis += 1;
    }),
    whileOpen(50, () => register(clerk, counts)),
    whileOpen(50, () => keep(leader, counts, papers)),
    whileOpen(400, async () => {
      await leader.get(`/api/documents?limit=20&q=${encodeURIComponent(searched[counts.searches % searched.length])}`);
      counts.searches += 1;
    }),
  ];
  return {
    counts, acknowledged, errors, clerk,
    /** Ends the coming of letters and of work. */
    async close() {
      isOpen = false;
      await Promise.all(loops);
    },
    /** After `close`: does what is left until every letter is archived; the ids of those that are not by then. */
    async finish(seconds) {
      const end = Date.now() + seconds * 1000;
      for (;;) {
        await register(clerk, counts);
        await keep(leader, counts, papers);
        const left = (await inboundDocuments(clerk)).filter((each) => !each.isArchived);
        if (left.length === 0 || Date.now() > end) return left.map((each) => each.id);
        await sleep(300);
      }
    },
  };
}

/** Every inbound document, in full. */
export async function inboundDocuments(person) {
  const ids = [];
  for (let cursor = ''; cursor !== null; ) {
    const { items, nextCursor } = await person.get(`/api/documents?direction=inbound&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    ids.push(...items.map((each) => each.id));
    cursor = nextCursor;
  }
  const documents = [];
  for (const id of ids) documents.push(await person.get(`/api/documents/${id}`));
  return documents;
}

async function register(clerk, counts) {
  for (const task of await openTasks(clerk, 'receive')) {
    const { counterpart, notation, documentDate, subject } = await clerk.get(`/api/documents/${task.document.id}`);
    const registration = { sender: counterpart, notation: notation ?? '1/CV', documentDate: documentDate ?? '2026-11-20', type: 'CV', subject, urgency: '0', secrecy: '0' };
    if (await complete(clerk, task, 'register', { registration })) counts.registered += 1;
  }
}

async function keep(leader, counts, papers) {
  for (const task of await openTasks(leader, 'direct')) {
    if (!(await complete(leader, task, 'keep', { directive: { text: 'Lưu.', leadUnitId: `${AGENCY}-VP` } }))) continue;
    counts.kept += 1;
    papers.delete(task.document.id);
  }
}

async function openTasks(person, elementId) {
  return (await person.get('/api/tasks?limit=50')).items.filter((each) => each.elementId === elementId && each.document);
}

/** Whether it is done: the task is no longer open when the same request has done it before its answer was lost. */
async function complete(person, { key }, outcome, data) {
  try {
    await person.post(`/api/tasks/${key}/complete`, { outcome, data });
    return true;
  } catch (error) {
    const code = error instanceof ProblemError ? error.problem?.code : null;
    if (code === 'TASK_NOT_OPEN' || code === 'CONFLICT_RETRY') return code === 'TASK_NOT_OPEN';
    throw error;
  }
}

function paper(number) {
  const form = new FormData();
  form.set('document', JSON.stringify({ sender: 'Cục Mẫu', documentDate: '2026-11-20', type: 'CV', subject: `Công văn giấy ${number}`, notation: `${number}/CM` }));
  return form;
}

async function sendOverAxis(axisUrl, number) {
  const body = { from: 'Z01.07', to: AGENCY, subject: `Công văn điện tử ${number}`, codeNumber: String(number), codeNotation: 'SKHCN-VP', date: '2026-11-20', attachments: [] };
  const response = await fetch(`${axisUrl}/sandbox/send`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`axis: ${response.status} ${await response.text()}`);
}
