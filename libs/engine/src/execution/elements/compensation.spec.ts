import { scenario } from '../../testing/index.js';
import { diagramBeside } from '../../testing/diagram.js';

const given = async (name: string) => scenario(diagramBeside(import.meta.url, name));

describe('compensation', () => {
  it('undoes completed activities one after the other, the last first, with the variables they had', async () => {
    // given
    const process = (await given('reverse')).start({ amount: 5 }).completeJob('book').completeJob('pay').setVariables({ amount: 9 });
    // when
    process.completeTask('check');
    // then
    expect(process.active).toEqual(['undo', 'refund']);
    expect(process.variablesOf('refund')).toMatchObject({ price: 5, amount: 9 });
    process.completeJob('refund');
    expect(process.active).toEqual(['undo', 'unbook']);
    process.completeJob('unbook');
    expect(process.completed.slice(-4)).toEqual(['refund', 'unbook', 'undo', 'end']);
    expect(process.status).toBe('completed');
  });

  it('of one activity leaves the others alone', async () => {
    const process = (await given('one')).start();
    expect(process.active).toEqual(['undo', 'revertA']);
    process.completeJob('revertA');
    expect(process.status).toBe('completed');
  });

  it('reaches into a completed subprocess', async () => {
    const process = (await given('nested')).start();
    expect(process.active).toEqual(['undo', 'revertB']);
    process.completeJob('revertB').completeJob('revertA');
    expect(process.status).toBe('completed');
  });

  it('precedes the cancel boundary event of a cancelled transaction', async () => {
    // given
    const process = (await given('transaction')).start({ ok: false });
    // when
    process.completeJob('book');
    // then
    expect(process.active).toEqual(['deal', 'cancelled', 'unbook']);
    process.completeJob('unbook');
    expect(process.completed.slice(-2)).toEqual(['onCancel', 'gaveUp']);
    expect(process.status).toBe('completed');
    expect((await given('transaction')).start({ ok: true }).completeJob('book').completed.at(-1)).toBe('bought');
  });
});
