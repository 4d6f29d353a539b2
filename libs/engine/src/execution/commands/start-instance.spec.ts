import { bpmn, scenario } from '../../testing/index.js';

const approval = bpmn((p) => {
  p.start().userTask('write').subProcess('check', (s) => void s.start('s').userTask('read').userTask('sign').end('e')).userTask('issue').end();
});
const actor = { username: 'lan' };

describe('starting at chosen elements', () => {
  it('begins there, each with its own variables, through one container around them', async () => {
    const process = (await scenario(approval)).start({ number: 7 }, { startInstructions: [{ elementId: 'read', variables: { page: 1 } }, { elementId: 'sign' }, { elementId: 'issue' }] });
    expect(process.active).toEqual(['check', 'issue', 'read', 'sign']);
    expect(process.variablesOf('read')).toEqual({ number: 7, page: 1 });
    expect(process.variablesOf('sign')).toEqual({ number: 7 });
    expect(process.completeTask('issue').completeTask('sign').completeTask('read').completeTask('sign').completeTask('issue').status).toBe('completed');
  });

  it('says which ended instance is repeated, and why', async () => {
    const process = (await scenario(approval)).start({}, { startInstructions: [{ elementId: 'issue' }], restartOf: { instanceKey: '99', reason: 'ký nhầm' } });
    expect(process.last('InstanceStarted')).toMatchObject({ startElementId: 'issue', restartOf: { instanceKey: '99', reason: 'ký nhầm' } });
  });

  it('ends after the element named', async () => {
    const process = (await scenario(approval)).start({}, { startInstructions: [{ elementId: 'sign' }], terminateAfter: ['sign'] });
    expect(process.completeTask('sign').status).toBe('terminated');
    expect(process.completed).toEqual(['sign']);
    expect(process.terminated).toEqual(['check']);
  });

  it('refuses what no token can be put at', async () => {
    const process = await scenario(approval);
    const attempt = (more: object) => process.try({ type: 'StartInstance', instanceKey: '1', variables: {}, actor, ...more })?.code;
    expect(attempt({ startInstructions: [{ elementId: 'nothing' }] })).toBe('INVALID_ARGUMENT');
    expect(attempt({ startInstructions: [{ elementId: 'start' }] })).toBe('INVALID_ARGUMENT');
    expect(attempt({ startInstructions: [{ elementId: 'issue' }], startElementId: 'start' })).toBe('INVALID_ARGUMENT');
    expect(attempt({ terminateAfter: ['nothing'] })).toBe('INVALID_ARGUMENT');
    expect(process.state).toBeNull();
  });
});
