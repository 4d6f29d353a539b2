/** Another program that speaks `/v2`. It repeats nothing by itself: what got no answer rejects with a TypeError. */
export class RestProgram {
  #authorization;

  constructor(baseUrl, username, password) {
    this.baseUrl = baseUrl;
    this.#authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  async post(path, body) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.baseUrl}/v2${path}`, {
      method: 'POST',
      headers: { authorization: this.#authorization, ...(!isForm && { 'content-type': 'application/json' }) },
      body: isForm ? body : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw Object.assign(new Error(`POST /v2${path}: ${response.status} ${text.slice(0, 300)}`), { status: response.status });
    return text === '' ? null : JSON.parse(text);
  }

  /** All items of a search, page by page. */
  async searchAll(path, filter, sortField) {
    const items = [];
    for (let after; ; ) {
      const found = await this.post(`${path}/search`, { filter, sort: [{ field: sortField }], page: { limit: 1_000, ...(after && { after }) } });
      items.push(...found.items);
      after = found.page.endCursor;
      if (found.items.length < 1_000 || !after) return items;
    }
  }
}
