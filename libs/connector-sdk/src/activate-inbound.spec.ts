import type { ReceivedDocument } from '@vanthu/model';
import { z } from 'zod';
import { activateInbound } from './activate-inbound.js';
import type { InboundHost } from './activate-inbound.js';
import { field } from './field.js';
import { defineInboundConnector } from './inbound-connector.js';
import type { ConnectorHealth, InboundContext } from './inbound-connector.js';
import { memoryFiles, recordingLogger } from './testing/index.js';
import type { LogLine } from './testing/index.js';

const properties = z.object({
  place: z.string().min(1),
  token: field(z.string().optional(), { label: { vi: 'Khóa', en: 'Token' }, acceptsSecrets: true }),
});
type Context = InboundContext<z.output<typeof properties>>;

function connectorThat(activate: (context: Context) => Promise<{ deactivate(): Promise<void> }>) {
  return defineInboundConnector({ id: 'sample-inbound', version: 1, name: { vi: 'Mẫu', en: 'Sample' }, properties, activate });
}

function hostWith(log: LogLine[], health: ConnectorHealth[], received: ReceivedDocument[] = []): InboundHost {
  return {
    secrets: { find: (name) => Promise.resolve(name === 'TOKEN' ? 'khoa-rat-dai' : null) },
    fetch: () => Promise.reject(new Error('no network')),
    logger: recordingLogger(log),
    files: memoryFiles(new Map()),
    receiveDocument: (document) => Promise.resolve(received.push(document) > 0 ? 'accepted' : 'duplicate'),
    receiveStatus: () => Promise.resolve('accepted'),
    reportHealth: (state) => void health.push(state),
    now: () => new Date(0),
  };
}

describe('activateInbound', () => {
  it('refuses properties that do not fit before anything is activated', async () => {
    let activations = 0;
    const connector = connectorThat(() => Promise.resolve({ deactivate: () => Promise.resolve(void activations++) }));
    await expect(activateInbound(connector, { place: '' }, hostWith([], []))).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(activations).toBe(0);
  });

  it('resolves secrets, and keeps them out of log and health', async () => {
    const log: LogLine[] = [];
    const health: ConnectorHealth[] = [];
    const seen: unknown[] = [];
    const connector = connectorThat((context) => {
      seen.push(context.properties.token);
      context.logger.warn('bad khoa-rat-dai', { token: context.properties.token });
      context.reportHealth({ state: 'down', message: 'khoa-rat-dai was refused' });
      return Promise.resolve({ deactivate: () => Promise.resolve() });
    });
    await activateInbound(connector, { place: 'a', token: '{{secrets.TOKEN}}' }, hostWith(log, health));
    expect(seen).toEqual(['khoa-rat-dai']);
    expect(JSON.stringify([log, health])).not.toContain('khoa-rat-dai');
    expect(health).toHaveLength(1);
  });

  it('tells the connector to stop, and waits until it has', async () => {
    const order: string[] = [];
    const connector = connectorThat(({ signal }) => {
      signal.addEventListener('abort', () => order.push('told'));
      return Promise.resolve({ deactivate: () => Promise.resolve(void order.push('ended')) });
    });
    const active = await activateInbound(connector, { place: 'a' }, hostWith([], []));
    await active.deactivate();
    order.push('gone');
    expect(order).toEqual(['told', 'ended', 'gone']);
  });
});
