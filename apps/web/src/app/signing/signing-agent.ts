import { Injectable } from '@angular/core';
import type { AgentCertificates, AgentSigningState, PreparedSigning } from '@vanthu/model';

export type AgentCertificate = AgentCertificates['certificates'][number];
export type AgentSigning = { readonly id: string; readonly confirmUrl: string };

/** The signing program on the signer's own PC, spoken to over loopback. It asks for the PIN itself; we never see it. */
export class SigningAgent {
  constructor(readonly url: string) {}

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
    const answer = await fetch(this.url + path, body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The signing agent answered ${answer.status}`);
    return (await answer.json()) as T;
  }
}

/** Makes the agent's client; replaced in specs. */
@Injectable({ providedIn: 'root' })
export class SigningAgents {
  at(url: string): SigningAgent {
    return new SigningAgent(url.replace(/\/$/, ''));
  }
}
