import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('complex gateway', () => {
  it('goes on when enough tokens have come, and swallows the late ones', async () => {
    // given
    const process = (await given('two-of-three')).start().completeTask('c');
    expect(process.active).toEqual(['a', 'b']);
    // when
    process.completeTask('a');
    // then
    expect(process.active).toEqual(['b', 'after']);
    process.completeTask('after');
    expect(process.status).toBe('active');
    process.completeTask('b');
    expect(process.status).toBe('completed');
    expect(process.completed.filter((id) => id === 'after')).toHaveLength(1);
  });
});
