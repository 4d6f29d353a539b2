import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('ad-hoc subprocess', () => {
  it('runs the elements that the expression names, and what follows them', async () => {
    const process = (await given('opinions')).start({ asked: ['legal', 'finance'], enough: false });
    expect(process.active).toEqual(['ask', 'legal', 'finance']);
    process.completeTask('legal').completeTask('finance');
    expect(process.active).toEqual(['ask', 'legalHead']);
    expect(process.completeTask('legalHead').status).toBe('completed');
  });

  it('ends the rest when it is enough', async () => {
    const process = (await given('opinions')).start({ asked: ['legal', 'finance'], enough: false }).completeTask('finance', { enough: true });
    expect(process.terminated).toEqual(['legal']);
    expect(process.status).toBe('completed');
  });

  it('of nothing is done at once, and of something unknown is an incident', async () => {
    expect((await given('opinions')).start({ asked: [] }).status).toBe('completed');
    expect((await given('opinions')).start({ asked: ['legalHead'] }).incidents).toEqual(['ask EXTRACT_VALUE_ERROR']);
  });

  it('repeats a completion condition that failed', async () => {
    const process = (await given('opinions')).start({ asked: ['legal', 'finance'] }).completeTask('finance');
    expect(process.incidents).toEqual(['ask EXTRACT_VALUE_ERROR']);
    process.setVariables({ enough: true }).resolve('ask');
    expect(process.status).toBe('completed');
  });
});
