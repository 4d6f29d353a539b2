import { readdirSync, readFileSync } from 'node:fs';
import { scenario } from '../testing/index.js';
import { restore, snapshotOf } from './snapshot.js';

interface Saved {
  readonly engine: string;
  readonly xml: string;
  readonly now: number;
  readonly snapshot: unknown;
}

const folder = new URL('./snapshots/', import.meta.url);
const saved = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Saved);

describe('snapshots of earlier versions', () => {
  it.each(saved)('of $engine are restored and run to their end', async ({ xml, now, snapshot }) => {
    // given
    const process = await scenario(xml, { now });
    process.adopt(restore(JSON.stringify(snapshot)));
    expect(process.incidents).toEqual(['choice CONDITION_ERROR']);
    // when
    process.setVariables({ unknown: 0, ready: true }).resolve('choice').completeTask('ask', { answer: 'không' }).completeJob('sign').completeJob('sign').correlate('came').completeTask('reply');
    process.endChild('child', { kind: 'completed', variables: { fromChild: 1 } });
    process.must({ type: 'BroadcastSignal', signalName: 'holiday', variables: {} });
    // then
    expect(process.active).toEqual(['undo', 'unbook']);
    expect(process.variablesOf('unbook')).toMatchObject({ price: 5 });
    process.completeJob('unbook');
    expect(process.status).toBe('completed');
    expect(process.variables).toMatchObject({ answers: ['có', 'không'], fromChild: 1 });
  });

  it('are saved again in the current format', () => {
    for (const { snapshot } of saved) {
      const text = snapshotOf(restore(JSON.stringify(snapshot)));
      expect(JSON.parse(text)).toMatchObject({ format: 2 });
      expect(snapshotOf(restore(text))).toBe(text);
    }
  });

  it('of a format to come are refused with a clear error', () => {
    expect(() => restore('{"format":99}')).toThrow('Run a newer one');
  });
});
