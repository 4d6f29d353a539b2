import { ProblemError, until } from './client.mjs';

/** The open task of `elementId` about the document that this person can see. */
export async function findTask(person, elementId, documentId) {
  let cursor = '';
  for (let page = 0; page < 20; page++) {
    const { items, nextCursor } = await person.get(`/api/tasks?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    const found = items.find((task) => task.elementId === elementId && (!documentId || task.document?.id === documentId));
    if (found || !nextCursor) return found ?? null;
    cursor = nextCursor;
  }
  return null;
}

/**
 * Does a step as a person would: waits for the task, completes it, and repeats after a lost answer until it is done.
 * Being told that it is done already counts as done.
 */
export async function completeTask(person, elementId, documentId, outcome, data = {}) {
  const task = await until(`${person.username}: ${elementId}`, () => findTask(person, elementId, documentId));
  try {
    return await person.post(`/api/tasks/${task.key}/complete`, { outcome, data });
  } catch (error) {
    if (isDoneAlready(error)) return null;
    throw error;
  }
}

/** Signs the way the page does: server prepares, the agent asks for the PIN and signs, server finishes. */
export async function signTask(person, agentUrl, origin, { elementId, documentId, pin, certificateOf }) {
  const task = await until(`${person.username}: ${elementId}`, () => findTask(person, elementId, documentId));
  const agent = agentOf(agentUrl, origin);
  const { certificates } = await agent.get('/certificates');
  const certificate = certificates.find((each) => each.subject.includes(certificateOf));
  if (!certificate) throw new Error(`the agent has no certificate of ${certificateOf}`);
  try {
    const prepared = await person.post(`/api/tasks/${task.key}/signing`, { certificateChain: certificate.certificateChain });
    const { id, confirmUrl } = await agent.post('/signings', { certificateId: certificate.id, toBeSigned: prepared.toBeSigned, summary: prepared.summary });
    await agent.confirm(confirmUrl, id, pin);
    const { signature } = await until('the signature of the agent', async () => {
      const state = await agent.get(`/signings/${id}`);
      if (state.state === 'failed' || state.state === 'cancelled') throw new Error(`the agent did not sign: ${state.error}`);
      return state.state === 'signed' && state;
    });
    return await person.post(`/api/tasks/${task.key}/signing/${prepared.signingId}`, { signature });
  } catch (error) {
    if (isDoneAlready(error)) return null;
    throw error;
  }
}

function isDoneAlready(error) {
  return error instanceof ProblemError && error.problem?.code === 'TASK_NOT_OPEN';
}

/** The signer's agent as a page of `origin` speaks to it. */
export function agentOf(url, origin) {
  const call = async (method, path, body, headers = {}) => {
    const response = await fetch(new URL(path, url), { method, headers: { origin, ...(body && { 'content-type': 'application/json' }), ...headers }, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`agent ${method} ${path}: ${response.status} ${await response.text()}`);
    return response.headers.get('content-type')?.includes('json') ? response.json() : response.text();
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    /** Types the PIN into the agent's own page; its text. */
    confirm: (confirmUrl, id, pin) => confirmOnPage(url, confirmUrl, id, pin),
  };
}

async function confirmOnPage(url, confirmUrl, id, pin) {
  const page = await (await fetch(new URL(confirmUrl, url))).text();
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? `/signings/${id}/confirm`;
  const hidden = [...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [/name="([^"]+)"/.exec(tag)?.[1], /value="([^"]*)"/.exec(tag)?.[1] ?? '']);
  const response = await fetch(new URL(action.replaceAll('&amp;', '&'), new URL(confirmUrl, url)), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin },
    body: new URLSearchParams([...hidden, ['pin', pin], ['action', 'sign']]),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the agent refused the PIN page: ${response.status} ${text}`);
  return text;
}
