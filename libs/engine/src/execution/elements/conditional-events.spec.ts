import { bpmn, scenario } from '../../testing/index.js';
import { tag } from '../../testing/bpmn-xml.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('conditional events', () => {
  it('go on at once when the condition is true already', async () => {
    expect((await given('catch')).start({ n: 4 }).status).toBe('completed');
  });

  it('wait until it becomes true', async () => {
    const process = (await given('catch')).start();
    expect(process.setVariables({ n: 3 }).active).toEqual(['wait']);
    expect(process.setVariables({ n: 4 }).status).toBe('completed');
  });

  it('at a boundary fire each time the condition becomes true', async () => {
    // given
    const process = (await given('boundary')).start({ temperature: 20 });
    // when
    process.setVariables({ temperature: 50 }).setVariables({ temperature: 60 }).setVariables({ temperature: 30 }).setVariables({ temperature: 70 });
    // then
    expect(process.completed.filter((id) => id === 'warned')).toHaveLength(2);
    expect(process.setVariables({ temperature: 120 }).completed.at(-1)).toBe('stopped');
    expect(process.status).toBe('completed');
  });

  it('at a boundary are over when the activity is', async () => {
    const process = (await given('boundary')).start({ temperature: 20 }).completeTask('work').setVariables({ temperature: 120 });
    expect(process.active).toEqual(['next']);
  });

  it('start an event subprocess', async () => {
    expect((await given('event-subprocess')).start().setVariables({ stop: true }).completed).toEqual(['start', 'changed', 'stopped', 'watch']);
  });

  it('look only at the variables and the kinds of change they name', async () => {
    const filter = tag('bpmn:extensionElements', {}, tag('zeebe:conditionalFilter', { variableNames: 'amount, limit', variableEvents: 'update' }));
    const xml = bpmn((p) => void p.start().catch('filled', { condition: '=amount > 1' }).end()).replace('<bpmn:conditionalEventDefinition>', `<bpmn:conditionalEventDefinition>${filter}`);
    const process = (await scenario(xml)).start();
    expect(process.setVariables({ amount: 5 }).status).toBe('active');
    expect(process.setVariables({ other: 1 }).status).toBe('active');
    expect(process.setVariables({ amount: 5 }).status).toBe('completed');
  });
});
