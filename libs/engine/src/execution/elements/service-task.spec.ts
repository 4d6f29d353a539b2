import { bpmn, scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));
const letter = { from: 'ubnd@example.vn', subject: 'Công văn' };

describe('service task', () => {
  it('puts a job up with its type, retries, headers and input variables', async () => {
    // given
    const process = await given('worker');
    // when
    process.start({ kind: 'out', letter });
    // then
    expect(process.last('JobCreated')).toMatchObject({ jobType: 'mail-out', retries: 5, headers: { template: 'reply' }, kind: 'serviceTask' });
    expect(process.variablesOf('send')).toMatchObject({ to: 'ubnd@example.vn', mail: { subject: 'Re: Công văn' } });
  });

  it('maps its result into the variables around it, keeping what is there', async () => {
    // given
    const process = (await given('worker')).start({ kind: 'out', letter });
    // when
    process.completeJob('send', { id: 9, noise: true });
    // then
    expect(process.variables).toEqual({ kind: 'out', letter: { ...letter, sentId: 9 } });
  });

  it('may fail and be tried again, until an incident keeps it', async () => {
    // given
    const process = (await given('plain')).start();
    // when
    process.failJob('work', 1, 'no connection').failJob('work', 0, 'still none');
    // then
    expect(process.incidents).toEqual(['work JOB_NO_RETRIES']);
    expect(process.last('IncidentRaised')).toMatchObject({ message: 'still none', jobKey: process.last('JobCreated').jobKey });
    process.resolve('work', 2);
    expect(process.last('JobRetriesUpdated')).toMatchObject({ retries: 2 });
    process.completeJob('work');
    expect(process.status).toBe('completed');
    expect(process.all('IncidentResolved')).toHaveLength(1);
  });

  it('refuses a job that is not open', async () => {
    const process = (await given('plain')).start();
    expect(process.try({ type: 'CompleteJob', jobKey: '99', variables: {} })?.code).toBe('NOT_FOUND');
    expect(process.try({ type: 'CompleteJob', jobKey: process.last('JobCreated').jobKey, variables: { big: 'x'.repeat(70_000) } })?.code).toBe('INVALID_ARGUMENT');
  });

  it('runs its execution listeners one after the other around the work', async () => {
    // given
    const process = (await given('listened')).start();
    const types = () => process.all('JobCreated').map((job) => `${job.kind} ${job.jobType}`);
    // when
    process.completeJob('work', { a: 1 }).completeJob('work').completeJob('work').completeJob('work');
    // then
    expect(types()).toEqual(['executionListener before', 'executionListener before2', 'serviceTask work', 'executionListener after']);
    expect(process.status).toBe('completed');
    expect(process.variables).toEqual({ a: 1 });
  });

  it('its job can be given other retries and a longer lock', async () => {
    const process = (await scenario(bpmn((p) => void p.start().serviceTask('work').end()))).start();
    const jobKey = process.last('JobCreated').jobKey;
    const update = (more: { retries?: number; lockedUntil?: number }) => process.try({ type: 'UpdateJob', jobKey, ...more });
    expect([update({})?.code, update({ retries: 0 })?.code]).toEqual(['INVALID_ARGUMENT', 'INVALID_ARGUMENT']);
    expect(update({ retries: 7, lockedUntil: 99 })).toBeNull();
    expect(process.last('JobRetriesUpdated')).toMatchObject({ jobKey, retries: 7 });
    expect(process.last('JobLockUpdated')).toMatchObject({ jobKey, lockedUntil: 99 });
    expect(process.completeJob('work').status).toBe('completed');
    expect(update({ retries: 1 })?.code).toBe('INSTANCE_ENDED');
  });
});
