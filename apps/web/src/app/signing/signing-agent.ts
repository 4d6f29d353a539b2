import { inject, Injectable } from '@angular/core';
import type { AgentCertificates, AgentSigningState, Language, PreparedSigning } from '@vanthu/model';
import { Interpreter } from '../language/interpreter';

export type AgentCertificate = AgentCertificates['certificates'][number];
export type AgentSigning = { readonly id: string; readonly confirmUrl: string };

/** The agent was there and said no, in words for the signer. */
export class AgentRefusal extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = 'AgentRefusal';
  }
}

/** The signing program on the signer's own PC, spoken to over loopback. It asks for the PIN itself; we never see it. */
export class SigningAgent {
  constructor(
    readonly url: string,
    private readonly language: () => Language = () => 'vi',
  ) {}

  async certificates(): Promise<readonly AgentCertificate[]> {
    return (await this.call<AgentCertificates>('/certificates')).certificates;
  }

  sign(certificateId: string, prepared: PreparedSigning): Promise<AgentSigning> {
    return this.call('/signings', { certificateId, toBeSigned: prepared.toBeSigned, summary: prepared.summary });
  }

  state(id: string): Promise<AgentSigningState> {
    return this.call(`/signings/${encodeURIComponent(id)}`);
  }

  private async call<T>(path: string, body?: unknown): Promise<T> {
    const headers = { 'Accept-Language': this.language() };
    const answer = await fetch(this.url + path, body === undefined ? { headers } : { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new AgentRefusal(await detailOf(answer));
    return (await answer.json()) as T;
  }
}

async function detailOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null;
  return typeof detail === 'string' ? detail : `HTTP ${answer.status}`;
}

/** Makes the agent's client; replaced in specs. */
@Injectable({ providedIn: 'root' })
export class SigningAgents {
  private readonly interpreter = inject(Interpreter);

  at(url: string): SigningAgent {
    return new SigningAgent(url.replace(/\/$/, ''), this.interpreter.language);
  }
}
