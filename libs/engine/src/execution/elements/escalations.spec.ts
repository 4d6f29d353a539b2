import { scenario } from '../../testing/index.js';
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
});
