import { signal } from '@angular/core';
import type { CompletedTask, PreparedSigning, Problem } from '@vanthu/model';
import { AgentRefusal, type AgentCertificate, type SigningAgent } from './signing-agent';

export type SigningServer = {
  prepare(certificateChain: readonly string[]): Promise<PreparedSigning>;
  finish(signingId: string, signature: string): Promise<CompletedTask>;
};

/** Where the signing stands, and what to show. */
export type SigningStep =
  | { readonly name: 'connecting' }
  | { readonly name: 'choosing'; readonly certificates: readonly AgentCertificate[] }
  | { readonly name: 'preparing' }
  | { readonly name: 'pin'; readonly confirmUrl: string; readonly summary: PreparedSigning['summary'] }
  | { readonly name: 'finishing' }
  | { readonly name: 'done'; readonly completed: CompletedTask }
  | { readonly name: 'stopped'; readonly reason: SigningStop; readonly detail: string }
  | { readonly name: 'refused'; readonly problem: Problem };

export type SigningStop = 'agentMissing' | 'noCertificate' | 'cancelled' | 'failed' | 'timedOut';

const pollMs = 800;
const patienceMs = 5 * 60_000;

/** One attempt to sign: certificate, preparation by the server, PIN at the agent, embedding by the server. */
export class SigningSession {
  readonly step = signal<SigningStep>({ name: 'connecting' });
  private isAbandoned = false;

  constructor(
    private readonly agent: SigningAgent,
    private readonly server: SigningServer,
    private readonly toProblem: (error: unknown) => Problem,
    private readonly wait: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  ) {}

  async connect(): Promise<void> {
    this.step.set({ name: 'connecting' });
    try {
      const certificates = await this.agent.certificates();
      this.step.set(certificates.length > 0 ? { name: 'choosing', certificates } : { name: 'stopped', reason: 'noCertificate', detail: '' });
    } catch (error) {
      this.stopAtAgent(error);
    }
  }

  async sign(certificate: AgentCertificate): Promise<void> {
    this.step.set({ name: 'preparing' });
    try {
      const prepared = await this.server.prepare(certificate.certificateChain);
      const signature = await this.askForPin(certificate, prepared);
      if (signature === null) return;
      this.step.set({ name: 'finishing' });
      this.step.set({ name: 'done', completed: await this.server.finish(prepared.signingId, signature) });
    } catch (error) {
      if (!this.isAbandoned) this.step.set({ name: 'refused', problem: this.toProblem(error) });
    }
  }

  /** The dialog was closed: whatever still comes from the agent is ignored, and nothing is sent to the server. */
  abandon(): void {
    this.isAbandoned = true;
  }

  private async askForPin(certificate: AgentCertificate, prepared: PreparedSigning): Promise<string | null> {
    try {
      const signing = await this.agent.sign(certificate.id, prepared);
      this.step.set({ name: 'pin', confirmUrl: signing.confirmUrl, summary: prepared.summary });
      return await this.awaitSignature(signing.id);
    } catch (error) {
      this.stopAtAgent(error);
      return null;
    }
  }

  private async awaitSignature(id: string): Promise<string | null> {
    for (let waited = 0; waited < patienceMs && !this.isAbandoned; waited += pollMs) {
      const { state, signature, error } = await this.agent.state(id);
      if (this.isAbandoned) return null;
      if (state === 'signed' && signature !== null) return signature;
      if (state === 'cancelled' || state === 'failed') {
        this.stop(state, error ?? '');
        return null;
      }
      await this.wait(pollMs);
    }
    if (!this.isAbandoned) this.stop('timedOut');
    return null;
  }

  private stopAtAgent(error: unknown): void {
    if (this.isAbandoned) return;
    if (error instanceof AgentRefusal) this.stop('failed', error.message);
    else this.stop('agentMissing');
  }

  private stop(reason: SigningStop, detail = ''): void {
    this.step.set({ name: 'stopped', reason, detail });
  }
}
