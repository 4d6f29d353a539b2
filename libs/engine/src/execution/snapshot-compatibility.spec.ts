import { readdirSync, readFileSync } from 'node:fs';
import { scenario, type Scenario } from '../testing/index.js';
import { restore, snapshotOf } from './snapshot.js';

interface Saved {
  readonly engine: string;
  readonly xml: string;
  readonly now: number;
  readonly snapshot: unknown;
}

const folder = new URL('./snapshots/', import.meta.url);
const saved = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Saved);
const act = { reason: 'tiếp tục', actor: { username: 'lan' } };

/** How each of them goes on. */
const plays: Readonly<Record<string, (process: Scenario) => void>> = {
  '0.1.0': (process) => {
    expect(process.incidents).toEqual(['choice CONDITION_ERROR']);
    process.setVariables({ unknown: 0, ready: true }).resolve('choice').completeTask('ask', { answer: 'không' }).completeJob('sign').completeJob('sign').correlate('came').completeTask('reply');
    process.endChild('child', { kind: 'completed', variables: { fromChild: 1 } });
    process.must({ type: 'BroadcastSignal', signalName: 'holiday', variables: {} });
    expect(process.active).toEqual(['undo', 'unbook']);
    expect(process.variablesOf('unbook')).toMatchObject({ price: 5 });
    process.completeJob('unbook');
    expect(process.status).toBe('completed');
    expect(process.variables).toMatchObject({ answers: ['có', 'không'], fromChild: 1 });
  },
  '2026-11-22': (process) => {
    process.must({ type: 'ResumeInstance', ...act });
    expect(process.active).toEqual(['tools', 'agent', 'listened', 'twin', 'wait', 'a', 'decide', 'search']);
    process.completeJob('listened').completeTask('search', { hit: 'x' }).completeTask('a').completeTask('twin').completeTask('decide');
    expect(process.active).toEqual(['tools', 'agent', 'wait', 'other', 'b', 'many', 'cancelTrip', 'undo', 'undoAll', 'unbook']);
    expect(process.variablesOf('unbook')).toMatchObject({ booking: 7, day: 1 });
    process.completeJob('unbook').completeJob('agent', {}, { type: 'adHocSubProcess', activateElements: [], isCompletionConditionFulfilled: true, isCancelRemainingInstances: false }).completeTask('b');
    expect(process.variables).toMatchObject({ found: ['x'] });
    process.fire('wait').completeTask('last');
    expect(process.status).toBe('terminated');
  },
};

describe('snapshots of earlier versions', () => {
  it.each(saved)('of $engine are restored and run to their end', async ({ engine, xml, now, snapshot }) => {
    const process = (await scenario(xml, { now })).adopt(restore(JSON.stringify(snapshot)));
    plays[engine]?.(process);
    expect(process.status).not.toBe('active');
  });

  it('are saved again in the current format', () => {
    for (const { snapshot } of saved) {
      const text = snapshotOf(restore(JSON.stringify(snapshot)));
      expect(JSON.parse(text)).toMatchObject({ format: 2 });
      expect(snapshotOf(restore(text))).toBe(text);
    }
  });

  it('a way into a container, as the first versions wrote it, is understood', () => {
    const old = { format: 1, key: '1', orgUnitId: null, businessKey: null, parent: null, variables: [], joins: [], elements: [{ key: '1', element: 0, scope: '', phase: 'arming', live: 0, path: [3, 5], pathVariables: { x: 1 } }] };
    const { elements } = JSON.parse(snapshotOf(restore(JSON.stringify(old)))) as { elements: unknown };
    expect(elements).toEqual([{ key: '1', element: 0, scope: '', phase: 'arming', live: 0, entries: [{ path: [3, 5], variables: { x: 1 } }] }]);
  });

  it('of a format to come are refused with a clear error', () => {
    expect(() => restore('{"format":99}')).toThrow('Run a newer one');
  });
});
