import { bpmn, scenario, type Scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('escalations', () => {
  it('are caught beside the activity, or end it', async () => {
    // given
    const process = (await given('boundary')).start();
    expect(process.active).toEqual(['part', 'work', 'boss']);
    // when
    process.completeTask('work');
    // then
    expect(process.terminated).toEqual(['e', 'part']);
    expect(process.active).toEqual(['boss']);
    expect(process.completeTask('boss').status).toBe('completed');
    expect(process.completed).toContain('stoppedEnd');
  });

  it('have no effect when nothing hears them', async () => {
    expect((await given('unheard')).start().status).toBe('completed');
  });

  it('climb from a called process into the one that calls it, and end the call where the event interrupts', async () => {
    // given
    const child = (await scenario(bpmn((p) => void p.start().throw('raise', { escalation: 'late' }, { inputs: { days: '=3' } }).end()))).start({}, { parent: { instanceKey: '5', elementInstanceKey: '6', rootInstanceKey: '5' } });
    expect(child.last('EscalationPassedOn')).toMatchObject({ code: 'late', variables: { days: 3 } });
    const caller = (interrupting: boolean) =>
      scenario(
        bpmn((p) => {
          p.start().call('check', 'other').userTask('after').end();
          p.boundary('check', 'escalated', { escalation: 'late' }, { interrupting }).userTask('look').end('e2');
        }),
      );
    const escalate = (process: Scenario) => process.must({ type: 'ChildEscalated', elementInstanceKey: process.instance('check', undefined).key, childInstanceKey: '9', code: 'late', variables: { days: 3 } });
    // then
    const beside = escalate((await caller(false)).start());
    expect(beside.active).toEqual(['check', 'look']);
    expect(beside.variables).toEqual({ days: 3 });
    const instead = escalate((await caller(true)).start());
    expect(instead.active).toEqual(['look']);
    expect(instead.all('ChildCancelRequested')).toHaveLength(1);
  });

  it('climb through two levels: the most exact catch on the way', async () => {
    const process = (
      await scenario(
        bpmn((p) => {
          p.start().subProcess('outer', (s) => {
            s.start('s').subProcess('inner', (t) => void t.start('t').throw('raise', { escalation: 'a' }).throw('again', { escalation: 'b' }).userTask('work').end('u'));
            s.boundary('inner', 'onA', { escalation: 'a' }, { interrupting: false }).userTask('seenA').end('e1');
            s.moveTo('inner').end('e');
          });
          p.boundary('outer', 'any', { escalation: null }, { interrupting: false }).userTask('seenAny').end('e2');
          p.moveTo('outer').end();
        }),
      )
    ).start();
    expect(process.active).toEqual(['outer', 'inner', 'seenA', 'work', 'seenAny']);
  });

  it('a code that is computed is thrown; one that is caught must be plain', async () => {
    const process = (await scenario(bpmn((p) => {
      p.start().subProcess('sub', (s) => void s.start('s').end('e', { escalation: '="a" + "b"' })).end();
      p.boundary('sub', 'caught', { escalation: 'ab' }).end('e2');
    }))).start();
    expect(process.completed).toEqual(['start', 's', 'caught', 'e2']);
    await expect(scenario(bpmn((p) => {
      p.start().userTask('t').end();
      p.boundary('t', 'caught', { escalation: '="a"' }).end('e2');
    }))).rejects.toThrow('caught NOT_SUPPORTED');
  });
});
