import { describe, expect, it } from '@jest/globals';
import type { ProcessEvent } from '../execution/event.js';
import type { ProcessStore, TakeJobs } from '../runtime/process-store.js';
import { incidentRaised, jobCreated, member, NOON, taskCreated, timerScheduled } from './members.js';
import type { Stores } from './store-contract.js';

const taking = (parts: Partial<TakeJobs> = {}): TakeJobs => ({ types: ['mail'], worker: 'w1', limit: 10, lockMs: 1000, now: NOON, ...parts });

export function describeWaits(stores: Stores): void {
  const begin = (events: ProcessEvent[], instanceKey = '100') => stores.one.commit([member({ instanceKey, events })]);
  const goOn = (events: ProcessEvent[], expectedRevision = 1) => stores.other.commit([member({ instanceKey: '100', expectedRevision, events })]);
  const keysOf = (found: readonly { key: string }[]) => found.map((each) => each.key);

  describe('jobs', () => {
    it('gives a job to one worker, with all it needs', async () => {
      // given
      await begin([jobCreated('9007199254740993')]);

      // when
      const taken = await stores.one.takeJobs(taking());

      // then
      expect(taken).toEqual([
        { key: '9007199254740993', type: 'mail', kind: 'serviceTask', listenerEvent: null, tenantId: 'Z01', instanceKey: '100', definitionKey: '7', processId: 'inbound', elementId: 'send', elementInstanceKey: '70', retries: 3, attempt: 1, headers: { to: 'Bộ Z' }, deadline: NOON + 1000, worker: 'w1' },
      ]);
      expect(await stores.other.takeJobs(taking({ worker: 'w2' }))).toEqual([]);
    });

    it('takes each of many jobs once, whoever asks', async () => {
      // given
      await begin(Array.from({ length: 60 }, (_, index) => jobCreated(`${1000 + index}`)));

      // when
      const takers = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? stores.one : stores.other).takeJobs(taking({ worker: `w${index}`, limit: 10 })));
      const first = (await Promise.all(takers)).flat();
      const rest = await stores.one.takeJobs(taking({ limit: 100 }));

      // then
      const keys = keysOf([...first, ...rest]);
      expect(keys).toHaveLength(60);
      expect(new Set(keys).size).toBe(60);
    });

    it('takes the oldest first, of the wanted types only', async () => {
      // given
      await begin([jobCreated('12'), jobCreated('11', 'axis'), jobCreated('10')]);

      // then
      expect(keysOf(await stores.one.takeJobs(taking({ limit: 1 })))).toEqual(['10']);
      expect(keysOf(await stores.one.takeJobs(taking({ types: ['axis', 'mail'] }))).toSorted()).toEqual(['11', '12']);
    });

    it('gives the job of a lost worker out again when its lock has run out', async () => {
      // given
      await begin([jobCreated('10')]);
      await stores.one.takeJobs(taking());

      // then
      expect(await stores.other.nextJobDue(['mail'], NOON)).toBe(NOON + 1000);
      expect(await stores.other.takeJobs(taking({ worker: 'w2', now: NOON + 999 }))).toEqual([]);
      expect(await stores.other.takeJobs(taking({ worker: 'w2', now: NOON + 1000 }))).toMatchObject([{ key: '10', attempt: 2, retries: 3, worker: 'w2' }]);
    });

    it('prolongs a lock for the worker that holds it, for nobody else', async () => {
      // given
      await begin([jobCreated('10')]);
      await stores.one.takeJobs(taking());

      // then
      expect(await stores.one.holdJobs({ keys: ['10', '99'], worker: 'w1', until: NOON + 5000 })).toEqual(['10']);
      expect(await stores.other.holdJobs({ keys: ['10'], worker: 'w2', until: NOON + 9000 })).toEqual([]);
      expect(await stores.other.takeJobs(taking({ now: NOON + 4999 }))).toEqual([]);
    });

    it('takes a released job back at once, the attempt not counted', async () => {
      // given
      await begin([jobCreated('10')]);
      await stores.one.takeJobs(taking());

      // when
      await stores.one.releaseJobs(['10'], 'w1', NOON + 1);

      // then
      expect(await stores.other.takeJobs(taking({ worker: 'w2', now: NOON + 1 }))).toMatchObject([{ key: '10', attempt: 1 }]);
    });

    it('keeps a failed job back until its next try, and for good without retries', async () => {
      // given
      await begin([jobCreated('10'), jobCreated('11')]);
      await stores.one.takeJobs(taking());

      // when
      await goOn([
        { type: 'JobFailed', jobKey: '10', retries: 2, retryAt: NOON + 500, message: 'timeout' },
        { type: 'JobFailed', jobKey: '11', retries: 0, retryAt: NOON, message: 'refused' },
      ]);

      // then
      expect(await stores.one.nextJobDue(['mail'], NOON)).toBe(NOON + 500);
      expect(await stores.one.takeJobs(taking({ now: NOON + 499 }))).toEqual([]);
      expect(await stores.one.takeJobs(taking({ now: NOON + 500 }))).toMatchObject([{ key: '10', retries: 2 }]);
      await goOn([{ type: 'JobRetriesUpdated', jobKey: '11', retries: 1 }], 2);
      expect(await stores.one.takeJobs(taking({ now: NOON + 500 }))).toMatchObject([{ key: '11', retries: 1 }]);
    });

    it('forgets completed and cancelled jobs', async () => {
      // given
      await begin([jobCreated('10'), jobCreated('11'), jobCreated('12')]);

      // when
      await goOn([{ type: 'JobCompleted', jobKey: '10' }, { type: 'JobCanceled', jobKey: '11' }]);

      // then
      expect(keysOf(await stores.one.takeJobs(taking()))).toEqual(['12']);
      expect(await stores.one.instanceOf('job', '10')).toBeNull();
    });

    it('leaves no trace of a job that began and ended in one command', async () => {
      // when
      await begin([jobCreated('10'), { type: 'JobCanceled', jobKey: '10' }]);

      // then
      expect(await stores.one.takeJobs(taking())).toEqual([]);
    });
  });

  describe('timers', () => {
    it('hands out due timers once, earliest first, and again when they did not fire', async () => {
      // given
      await begin([timerScheduled('30', NOON + 20), timerScheduled('31', NOON + 10), timerScheduled('32', NOON + 5_000_000_000)]);
      const take = (store: ProcessStore, now: number) => store.takeDueTimers(now, 10, 1000);

      // then
      expect(await stores.one.nextTimerDue()).toBe(NOON + 10);
      expect(await take(stores.one, NOON + 9)).toEqual([]);
      expect(await take(stores.one, NOON + 20)).toEqual([
        { key: '31', instanceKey: '100', dueAt: NOON + 10 },
        { key: '30', instanceKey: '100', dueAt: NOON + 20 },
      ]);
      expect(await take(stores.other, NOON + 20)).toEqual([]);
      await goOn([{ type: 'TimerFired', timerKey: '31' }]);
      expect(keysOf(await take(stores.other, NOON + 1020))).toEqual(['30']);
    });

    it('forgets cancelled timers', async () => {
      // given
      await begin([timerScheduled('30', NOON)]);

      // when
      await goOn([{ type: 'TimerCanceled', timerKey: '30' }]);

      // then
      expect(await stores.one.nextTimerDue()).toBeNull();
      expect(await stores.one.instanceOf('timer', '30')).toBeNull();
    });
  });

  describe('tasks and incidents', () => {
    it('finds the instance of an open task only', async () => {
      // given
      await begin([taskCreated('20'), taskCreated('21')]);

      // when
      await goOn([{ type: 'UserTaskCompleted', taskKey: '20', actor: { username: 'an' }, variables: {} }]);

      // then
      expect(await stores.one.instanceOf('userTask', '20')).toBeNull();
      expect(await stores.one.instanceOf('userTask', '21')).toBe('100');
    });

    it('finds the instance of an open incident only', async () => {
      // given
      await begin([incidentRaised('40')]);
      const before = await stores.one.instanceOf('incident', '40');

      // when
      await goOn([{ type: 'IncidentResolved', incidentKey: '40', actor: { username: 'an' } }]);

      // then
      expect(before).toBe('100');
      expect(await stores.one.instanceOf('incident', '40')).toBeNull();
    });
  });
}
