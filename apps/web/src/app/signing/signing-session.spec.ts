import type { AgentSigningState, CompletedTask, PreparedSigning, Problem } from '@vanthu/model';
import { AgentRefusal, SigningAgent, type AgentCertificate } from './signing-agent';
import { SigningSession, type SigningServer } from './signing-session';

const certificate: AgentCertificate = { id: 'c1', subject: 'CN=A', issuer: 'CN=CA', serialNumber: '1', notAfter: '2030-01-01T00:00:00Z', certificateChain: ['AA'] };
const prepared: PreparedSigning = { signingId: 's1', toBeSigned: 'BB', summary: { title: '', subject: '', fileName: '', fileSha256: '' } };
const refusal: Problem = { type: '', title: '', status: 410, detail: 'Phiên ký đã hết hạn', code: 'SIGNING_EXPIRED' };

/** An agent that answers from a script of states. */
class ScriptedAgent extends SigningAgent {
  constructor(private readonly found: readonly AgentCertificate[] | null, private readonly states: AgentSigningState[] = []) {
    super('http://127.0.0.1:1');
  }

  override certificates(): Promise<readonly AgentCertificate[]> {
    return this.found === null ? Promise.reject(new Error('refused')) : Promise.resolve(this.found);
  }

  override sign(): Promise<{ id: string; confirmUrl: string }> {
    return Promise.resolve({ id: '1', confirmUrl: 'http://127.0.0.1:1/confirm' });
  }

  override state(): Promise<AgentSigningState> {
    return Promise.resolve(this.states.shift() ?? { state: 'waiting', signature: null, error: null });
  }
}

class RecordingServer implements SigningServer {
  readonly finished: string[] = [];
  constructor(private readonly failure?: Error) {}

  prepare(): Promise<PreparedSigning> {
    return Promise.resolve(prepared);
  }

  finish(_id: string, signature: string): Promise<CompletedTask> {
    this.finished.push(signature);
    return this.failure ? Promise.reject(this.failure) : Promise.resolve({ nextTaskKey: null, documentId: '9' });
  }
}

function sessionWith(agent: SigningAgent, server = new RecordingServer()) {
  return { server, session: new SigningSession(agent, server, () => refusal, () => Promise.resolve()) };
}

const waiting: AgentSigningState = { state: 'waiting', signature: null, error: null };

describe('SigningSession', () => {
  it('offers the certificates of the device', async () => {
    const { session } = sessionWith(new ScriptedAgent([certificate]));
    await session.connect();
    expect(session.step()).toEqual({ name: 'choosing', certificates: [certificate] });
  });

  it('says how it is when no agent answers or the device is empty', async () => {
    const gone = sessionWith(new ScriptedAgent(null)).session;
    const empty = sessionWith(new ScriptedAgent([])).session;
    await Promise.all([gone.connect(), empty.connect()]);
    expect(gone.step()).toMatchObject({ name: 'stopped', reason: 'agentMissing' });
    expect(empty.step()).toMatchObject({ name: 'stopped', reason: 'noCertificate' });
  });

  it('hands on what the agent says when it refuses', async () => {
    class RefusingAgent extends ScriptedAgent {
      override sign(): Promise<{ id: string; confirmUrl: string }> {
        return Promise.reject(new AgentRefusal('Hãy cắm thiết bị rồi thử lại.'));
      }
    }
    const { session } = sessionWith(new RefusingAgent([certificate]));
    await session.sign(certificate);
    expect(session.step()).toEqual({ name: 'stopped', reason: 'failed', detail: 'Hãy cắm thiết bị rồi thử lại.' });
  });

  it('waits through wrong PINs and finishes with the signature', async () => {
    const { session, server } = sessionWith(new ScriptedAgent([certificate], [waiting, waiting, { state: 'signed', signature: 'CC', error: null }]));
    await session.sign(certificate);
    expect(server.finished).toEqual(['CC']);
    expect(session.step()).toMatchObject({ name: 'done', completed: { documentId: '9' } });
  });

  it('sends nothing to the server when the person cancels at the PIN', async () => {
    const { session, server } = sessionWith(new ScriptedAgent([certificate], [{ state: 'cancelled', signature: null, error: null }]));
    await session.sign(certificate);
    expect(server.finished).toEqual([]);
    expect(session.step()).toMatchObject({ name: 'stopped', reason: 'cancelled' });
  });

  it('gives up when no PIN comes', async () => {
    const { session } = sessionWith(new ScriptedAgent([certificate]));
    await session.sign(certificate);
    expect(session.step()).toMatchObject({ name: 'stopped', reason: 'timedOut' });
  });

  it('shows the server’s refusal, with its code', async () => {
    const server = new RecordingServer(new Error('410'));
    const { session } = sessionWith(new ScriptedAgent([certificate], [{ state: 'signed', signature: 'CC', error: null }]), server);
    await session.sign(certificate);
    expect(session.step()).toEqual({ name: 'refused', problem: refusal });
  });

  it('finishes nothing once the dialog was closed', async () => {
    const { session, server } = sessionWith(new ScriptedAgent([certificate], [waiting, { state: 'signed', signature: 'CC', error: null }]));
    session.abandon();
    await session.sign(certificate);
    expect(server.finished).toEqual([]);
  });
});
