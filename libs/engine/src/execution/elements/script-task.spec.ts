import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('script task', () => {
  it('computes FEEL into a variable', async () => {
    expect((await given('compute')).start({ a: 0.1, b: 0.2 }).variables).toEqual({ a: 0.1, b: 0.2, sum: 0.3 });
  });

  it('writes dates as ISO texts', async () => {
    expect((await given('typed')).start().variables).toEqual({ day: '2026-01-06' });
  });
});
