import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('where flows begin and end', () => {
  it('a link goes on at its catch event', async () => {
    const process = (await given('links')).start();
    expect(process.active).toEqual(['after']);
    expect(process.completed).toEqual(['start', 'leave', 'arrive']);
  });

  it('a terminate end event ends its own scope only', async () => {
    const process = (await given('terminate')).start().completeTask('short');
    expect(process.terminated).toEqual(['long']);
    expect(process.active).toEqual(['next']);
    expect(process.completeTask('next').status).toBe('completed');
  });

  it('a process without start event begins at everything that nothing leads to', async () => {
    const process = (await given('no-start')).start();
    expect(process.active).toEqual(['a', 'b']);
    process.completeTask('a');
    expect(process.completeTask('b').status).toBe('completed');
  });
});
