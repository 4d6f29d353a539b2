import { bpmn, scenario, type ScopeBuilder } from '../../testing/index.js';
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

  const trip = (p: ScopeBuilder, inside: (s: ScopeBuilder) => void): void => {
    p.start().subProcess('trip', (s) => {
      s.start('s').serviceTask('book', { outputs: { booking: '=number' } }).compensation('book', 'onBook', (h) => void h.serviceTask('unbook', { isForCompensation: true }));
      s.moveTo('book').serviceTask('pay').compensation('pay', 'onPay', (h) => void h.serviceTask('refund', { isForCompensation: true }));
      s.moveTo('pay').end('e');
      s.eventSubProcess('undo', (u) => inside(u.start('undoing', { compensate: null })));
    }, { inputs: { booking: '=0' } });
    p.userTask('wait').throw('cancel', { compensate: 'trip' }).userTask('after').end();
  };

  it('by an event subprocess of the subprocess, with its data, in the order that it says', async () => {
    // given
    const process = (await scenario(bpmn((p) => trip(p, (u) => void u.userTask('inform').throw('undoPay', { compensate: 'pay' }).throw('undoRest', { compensate: null }).end('undone'))))).start();
    process.completeJob('book', { number: 7 }).completeJob('pay');
    expect(process.active).toEqual(['wait']);
    // when
    process.completeTask('wait');
    // then
    expect(process.active).toEqual(['cancel', 'undo', 'inform']);
    expect(process.variablesOf('inform')).toMatchObject({ booking: 7 });
    expect(process.completeTask('inform').active).toEqual(['cancel', 'undo', 'undoPay', 'refund']);
    expect(process.completeJob('refund').active).toEqual(['cancel', 'undo', 'undoRest', 'unbook']);
    expect(process.completeJob('unbook').active).toEqual(['after']);
    expect(process.completeTask('after').status).toBe('completed');
  });

  it('by an event subprocess that leaves some of it: that stays as it is', async () => {
    const process = (await scenario(bpmn((p) => trip(p, (u) => void u.end('undone'))))).start().completeJob('book', { number: 7 }).completeJob('pay').completeTask('wait');
    expect(process.active).toEqual(['after']);
    expect(process.completed).not.toContain('unbook');
    expect(process.state?.compensations).toEqual([]);
  });

  it('of the process itself, or in two ways at once, is refused', async () => {
    const itself = bpmn((p) => {
      p.start().end();
      p.eventSubProcess('undo', (u) => void u.start('undoing', { compensate: null }).end('undone'));
    });
    await expect(scenario(itself)).rejects.toThrow('undoing NOT_SUPPORTED');
  });

  it('inside a multi-instance: each item that was completed, the last one first', async () => {
    const process = (
      await scenario(
        bpmn((p) => {
          p.start().subProcess('each', (s) => {
            s.start('s').serviceTask('book').compensation('book', 'onBook', (h) => void h.serviceTask('unbook', { isForCompensation: true }));
            s.moveTo('book').end('e');
          }, { loop: { collection: '=["a","b","c"]', element: 'name', sequential: true } });
          p.throw('cancel', { compensate: 'each' }).end();
        }),
      )
    ).start().completeJob('book').completeJob('book').completeJob('book');
    for (const name of ['c', 'b', 'a']) {
      expect(process.active).toEqual(['cancel', 'unbook']);
      expect(process.variablesOf('unbook')).toMatchObject({ name });
      process.completeJob('unbook');
    }
    expect(process.status).toBe('completed');
  });
});
