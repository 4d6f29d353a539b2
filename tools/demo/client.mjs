import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** An answer of the server that is not a success, with its problem detail. */
export class ProblemError extends Error {
  constructor(method, url, status, problem) {
    super(`${method} ${url}: ${status} ${problem?.code ?? ''} ${problem?.detail ?? ''} ${JSON.stringify(problem?.errors ?? '')}`);
    this.status = status;
    this.problem = problem;
  }
}

const isLostConnection = (error) => error instanceof TypeError || ['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET'].includes(error?.cause?.code ?? error?.code);

/** One signed-in person speaking HTTP to the server. Signs in again when the server has forgotten the session. */
export class Person {
  #cookie = '';
  #session = null;

  constructor(baseUrl, username, password) {
    Object.assign(this, { baseUrl, username, password });
  }

  async session() {
    this.#session ??= await this.#signIn();
    return this.#session;
  }

  get(path) {
    return this.#call('GET', path);
  }

  post(path, body = {}) {
    return this.#call('POST', path, body);
  }

  put(path, body) {
    return this.#call('PUT', path, body);
  }

  /** A multipart form, with files; a repeated one is known by its key. */
  postForm(path, form) {
    return this.#call('POST', path, form, { 'idempotency-key': randomUUID() });
  }

  /** Bytes of a file. */
  async download(path) {
    return Buffer.from(await (await this.#fetch('GET', path)).arrayBuffer());
  }

  async #call(method, path, body, headers) {
    const response = await this.#fetch(method, path, body, headers);
    return response.status === 204 ? null : response.json();
  }

  async #fetch(method, path, body, headers = {}, isSecondTry = false) {
    const session = await this.session();
    const isForm = body instanceof FormData;
    const response = await throughRestarts(() =>
      fetch(`${this.baseUrl}${path}`, {
        method,
        headers: { ...headers, cookie: this.#cookie, 'accept-language': 'vi', ...(body !== undefined && { 'x-csrf-token': session.csrfToken }), ...(body !== undefined && !isForm && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      }),
    );
    if (response.status === 401 && !isSecondTry) {
      this.#session = null;
      return this.#fetch(method, path, body, headers, true);
    }
    if (!response.ok) throw new ProblemError(method, path, response.status, await response.json().catch(() => null));
    return response;
  }

  async #signIn() {
    const response = await throughRestarts(() =>
      fetch(`${this.baseUrl}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: this.username, password: this.password }) }),
    );
    if (!response.ok) throw new ProblemError('POST', '/api/session', response.status, await response.json().catch(() => null));
    this.#cookie = response.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
    return response.json();
  }
}

/** Repeats a request while the server is away (being restarted), for up to 40 s. */
async function throughRestarts(request) {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await request();
      if (response.status !== 503 || attempt >= 160) return response;
    } catch (error) {
      if (!isLostConnection(error) || attempt >= 160) throw error;
    }
    await sleep(250);
  }
}

/** Waits until `look` answers something truthy; says what it waited for when it does not come in time. */
export async function until(what, look, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 500)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for: ${what}`);
    await sleep(pause);
  }
}
