import http from 'node:http';
import { agentCertificatesSchema, agentSigningSchema, agentSigningStateSchema } from '@vanthu/model';
import type { AgentCertificates, AgentSigningState } from '@vanthu/model';

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** Speaks to the agent as a page and its frame would, with every header in the test's hand. */
export class AgentClient {
  readonly #url: string;
  readonly #origin: string;

  constructor(url: string, origin: string) {
    this.#url = url;
    this.#origin = origin;
  }

  request(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = ''): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = http.request(new URL(path, this.#url), { method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }));
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  async certificates(): Promise<AgentCertificates['certificates']> {
    const answer = await this.request('GET', '/certificates', { Origin: this.#origin });
    return agentCertificatesSchema.parse(JSON.parse(answer.text)).certificates;
  }

  post(body: object): Promise<Answer> {
    return this.request('POST', '/signings', { Origin: this.#origin, 'Content-Type': 'application/json' }, JSON.stringify(body));
  }

  async open(body: object): Promise<{ id: string; path: string }> {
    const answer = await this.post(body);
    const { id, confirmUrl } = agentSigningSchema.parse(JSON.parse(answer.text));
    return { id, path: confirmUrl.slice(this.#url.length) };
  }

  async state(id: string, query = ''): Promise<AgentSigningState> {
    const answer = await this.request('GET', `/signings/${id}${query}`, { Origin: this.#origin });
    return agentSigningStateSchema.parse(JSON.parse(answer.text));
  }

  /** Opens the agent's page and presses a button of its form. */
  async press(path: string, act: 'sign' | 'cancel', pin = ''): Promise<Answer> {
    const page = await this.request('GET', path);
    const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const headers = { Origin: this.#url, 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.request('POST', path, headers, new URLSearchParams({ token, act, pin }).toString());
  }
}
