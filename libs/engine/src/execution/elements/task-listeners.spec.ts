import { bpmn, scenario } from '../../testing/index.js';
import type { Command } from '../command.js';
import { diagramBeside } from '../../testing/diagram.js';

const started = async (owner: string | null) => (await scenario(diagramBeside(import.meta.url, 'all'))).start({ owner });
const actor = { username: 'an' };

describe('task listeners', () => {
  it('come before the task is created, and may correct it', async () => {
    // given
    const process = await started(null);
    expect(process.last('JobCreated')).toMatchObject({ jobType: 'prepare', kind: 'taskListener' });
    expect(process.all('UserTaskCreated')).toEqual([]);
    // when
    process.completeJob('review', {}, { corrections: { priority: 90, candidateGroups: ['heads'] } });
    // then
    expect(process.last('UserTaskCreated')).toMatchObject({ assignee: null, priority: 90, candidateGroups: ['heads'] });
  });

  it('hear of an assignee from the diagram after the creation', async () => {
    const process = (await started('lan')).completeJob('review');
    expect(process.last('UserTaskCreated').assignee).toBeNull();
    expect(process.last('JobCreated').jobType).toBe('rota');
    process.completeJob('review', {}, { corrections: { assignee: 'binh' } });
    expect(process.last('UserTaskAssigned')).toMatchObject({ assignee: 'binh' });
  });

  it('decide on the completion one after the other, and meanwhile nothing else is done with the task', async () => {
    // given
    const process = (await started(null)).completeJob('review');
    const { taskKey } = process.last('UserTaskCreated');
    // when
    process.completeTask('review', { ok: true });
    // then
    expect(process.try({ type: 'AssignUserTask', taskKey, assignee: 'x', onlyIfFree: false, actor })?.code).toBe('INVALID_ARGUMENT');
    process.completeJob('review').completeJob('review');
    expect(process.all('JobCreated').map((job) => job.jobType)).toEqual(['prepare', 'verify', 'verify2']);
    expect(process.last('UserTaskCompleted')).toMatchObject({ variables: { ok: true } });
    expect(process.status).toBe('completed');
  });

  it('may deny a change, and the task stays as it was', async () => {
    const process = (await started(null)).completeJob('review').completeTask('review', { ok: true });
    process.completeJob('review', {}, { denied: true });
    expect(process.all('UserTaskCompleted')).toEqual([]);
    const { taskKey } = process.last('UserTaskCreated');
    process.must({ type: 'UpdateUserTask', taskKey, priority: 10, actor }).completeJob('review');
    expect(process.last('UserTaskUpdated')).toMatchObject({ priority: 10 });
    process.completeTask('review').completeJob('review').completeJob('review');
    expect(process.status).toBe('completed');
    expect(process.variables).toEqual({ owner: null });
  });

  it('that fail for good are an incident, and go on once it is resolved', async () => {
    const process = (await started(null)).failJob('review', 0);
    expect(process.incidents).toEqual(['review JOB_NO_RETRIES']);
    process.resolve('review').completeJob('review');
    expect(process.all('UserTaskCreated')).toHaveLength(1);
  });

  describe('of the end of a task', () => {
    const xml = bpmn((p) => {
      p.start().gateway('parallelGateway', 'split').userTask('work', { taskListeners: [{ event: 'canceling', type: 'tidy' }, { event: 'canceling', type: 'tell' }] }).end('done');
      p.boundary('work', 'late', { timer: { duration: 'PT1H' } }).userTask('other').end('e2');
      p.moveTo('split').userTask('stop').end('stopped', { terminate: true });
    });
    const cancel: Command = { type: 'CancelInstance', reason: 'sai', actor: { username: 'lan' } };

    it('are asked before it is interrupted; what interrupts it waits for them', async () => {
      const process = (await scenario(xml)).start().fire('late');
      expect(process.last('JobCreated')).toMatchObject({ jobType: 'tidy', kind: 'taskListener', listenerEvent: 'canceling' });
      expect(process.active).toEqual(['work', 'stop']);
      process.completeJob('work');
      expect(process.last('JobCreated')).toMatchObject({ jobType: 'tell' });
      process.completeJob('work', {}, { denied: true });
      expect(process.active).toEqual(['stop', 'other']);
      expect(process.all('TimerFired')).toHaveLength(1);
      expect(process.all('UserTaskCanceled')).toHaveLength(1);
    });

    it('are asked before the instance is cancelled, once', async () => {
      const process = (await scenario(xml)).start().must(cancel);
      expect(process.try(cancel)?.code).toBe('NOT_FOUND');
      expect(process.status).toBe('active');
      expect(process.completeJob('work').completeJob('work').status).toBe('terminated');
      expect(process.last('InstanceTerminated')).toMatchObject({ reason: 'sai' });
    });

    it('are asked before another branch terminates all', async () => {
      const process = (await scenario(xml)).start().completeTask('stop');
      expect(process.active).toEqual(['work', 'stop']);
      expect(process.completeJob('work').completeJob('work').status).toBe('completed');
    });

    it('one that fails is an incident, and the end waits for it', async () => {
      const process = (await scenario(xml)).start().fire('late').failJob('work', 0);
      expect(process.incidents).toEqual(['work JOB_NO_RETRIES']);
      expect(process.resolve('work').completeJob('work').completeJob('work').active).toEqual(['stop', 'other']);
    });

    it('are not asked when a suspended instance is cancelled: nobody could answer', async () => {
      const process = (await scenario(xml)).start().must({ type: 'SuspendInstance', reason: 'r', actor });
      expect(process.must(cancel).status).toBe('terminated');
    });

    it('are not asked when it is completed', async () => {
      const process = (await scenario(xml)).start().completeTask('work');
      expect(process.all('JobCreated')).toEqual([]);
    });
  });
});
