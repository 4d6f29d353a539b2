import { bpmn, scenario, type Scenario, type ScopeBuilder } from '../../testing/index.js';

const given = async (content: (process: ScopeBuilder) => void) => scenario(bpmn((p) => void content(p)));
const signal = (process: Scenario, signalName: string): Scenario => process.must({ type: 'BroadcastSignal', signalName, variables: {} });

const booking = (p: ScopeBuilder): void => {
  p.start('s').serviceTask('book').compensation('book', 'onBook', (h) => void h.serviceTask('unbook', { isForCompensation: true }));
  p.moveTo('book');
};

describe('event subprocesses among others', () => {
  it('inside each other: the inner one ends the work of the outer one only', async () => {
    const process = await given((p) => {
      p.start().userTask('main').end();
      p.eventSubProcess('outer', (o) => {
        o.start('onA', { signal: 'A' }).userTask('work').end('e1');
        o.eventSubProcess('inner', (i) => void i.start('onB', { signal: 'B' }).userTask('fix').end('e2'));
      });
    });
    signal(signal(process.start(), 'B'), 'A');
    expect(process.active).toEqual(['outer', 'work']);
    expect(signal(process, 'B').active).toEqual(['outer', 'inner', 'fix']);
    expect(process.completeTask('fix').status).toBe('completed');
  });

  it('an interrupting one ends those that run beside, and closes the others, but not the boundary', async () => {
    const process = await given((p) => {
      p.start().subProcess('sub', (s) => {
        s.start('s').userTask('main').end('e');
        s.eventSubProcess('beside', (b) => void b.start('onA', { signal: 'A' }, { interrupting: false }).userTask('note').end('e1'));
        s.eventSubProcess('instead', (i) => void i.start('onB', { signal: 'B' }).userTask('fix').end('e2'));
      }).end();
      p.boundary('sub', 'stop', { signal: 'C' }).end('stopped');
    });
    signal(signal(signal(process.start(), 'A'), 'A'), 'B');
    expect(process.active).toEqual(['sub', 'instead', 'fix']);
    expect(signal(process, 'A').active).toEqual(['sub', 'instead', 'fix']);
    expect(signal(process, 'C').completed).toContain('stopped');
    expect(process.status).toBe('completed');
  });

  it('what one throws is caught around its scope, not by itself', async () => {
    const process = await given((p) => {
      p.start().subProcess('sub', (s) => {
        s.start('s').serviceTask('work').end('e');
        s.eventSubProcess('again', (t) => void t.start('caught', { error: 'E' }).end('rethrown', { error: 'E' }));
      }).end();
      p.boundary('sub', 'outside', { error: 'E' }).end('handled');
    });
    expect(process.start().throwError('work', 'E').completed).toEqual(['start', 's', 'caught', 'outside', 'handled']);
  });
});

describe('boundary events', () => {
  it('interrupting and not, for the same signal: both, and the host ends', async () => {
    const process = await given((p) => {
      p.start().userTask('work').end();
      p.boundary('work', 'beside', { signal: 'A' }, { interrupting: false }).userTask('note').end('e1');
      p.boundary('work', 'instead', { signal: 'A' }).userTask('fix').end('e2');
    });
    expect(signal(process.start(), 'A').active).toEqual(['note', 'fix']);
  });

  it('on a called process: it is cancelled', async () => {
    const process = await given((p) => {
      p.start().call('ask', 'other', { loop: { cardinality: '=2' } }).end();
      p.boundary('ask', 'late', { timer: { duration: 'PT1H' } }).end('e1');
    });
    expect(process.start().fire('late').all('ChildCancelRequested')).toHaveLength(2);
    expect(process.status).toBe('completed');
  });
});

describe('joins', () => {
  it('an inclusive one waits for the token beside a boundary event too', async () => {
    const process = await given((p) => {
      p.start().gateway('inclusiveGateway', 'fork').when('=true').userTask('a').gateway('inclusiveGateway', 'join').userTask('after').end();
      p.moveTo('fork').when('=true').userTask('b').connectTo('join');
      p.boundary('b', 'beside', { signal: 'A' }, { interrupting: false }).userTask('c').connectTo('join');
    });
    signal(process.start(), 'A').completeTask('a').completeTask('b');
    expect(process.active).toEqual(['c']);
    expect(process.completeTask('c').active).toEqual(['after']);
  });

  it('tokens at a join are gone when an event subprocess interrupts', async () => {
    const process = await given((p) => {
      p.start().gateway('parallelGateway', 'fork').userTask('a').gateway('parallelGateway', 'join').end();
      p.moveTo('fork').userTask('b').connectTo('join');
      p.eventSubProcess('stop', (s) => void s.start('onA', { signal: 'A' }).userTask('tidy').end('e1'));
    });
    signal(process.start().completeTask('a'), 'A').completeTask('tidy');
    expect(process.status).toBe('completed');
    expect(process.completed).not.toContain('join');
  });
});

describe('compensation', () => {
  it('a cancelled transaction: what runs in it ends, what was done is undone, then it is left', async () => {
    const process = await given((p) => {
      p.start().transaction('deal', (t) => {
        booking(t);
        t.gateway('parallelGateway', 'fork').userTask('work').end('e');
        t.moveTo('fork').end('no', { cancel: true });
      }).end();
      p.boundary('deal', 'cancelled', { cancel: true }).userTask('inform').end('e2');
    });
    process.start().completeJob('book');
    expect(process.active).toEqual(['deal', 'no', 'unbook']);
    expect(process.completeJob('unbook').active).toEqual(['inform']);
    expect(process.terminated).toEqual(['work', 'no', 'deal']);
  });

  it('an error leaves a transaction without compensation', async () => {
    const process = await given((p) => {
      p.start().transaction('deal', (t) => {
        booking(t);
        t.end('bad', { error: 'E' });
      }).end();
      p.boundary('deal', 'failed', { error: 'E' }).throw('undo', { compensate: null }).end('e2');
    });
    expect(process.start().completeJob('book').status).toBe('completed');
    expect(process.all('JobCreated').map((job) => job.elementId)).toEqual(['book']);
  });

  it('an error of a compensating activity climbs from the event that threw', async () => {
    const process = await given((p) => {
      p.start().subProcess('trip', (s) => {
        booking(s);
        s.throw('undo', { compensate: null }).end('e');
      }).end();
      p.boundary('trip', 'failed', { error: 'E' }).userTask('fix').end('e2');
    });
    expect(process.start().completeJob('book').throwError('unbook', 'E').active).toEqual(['fix']);
  });

  it('an activity that was done twice is undone twice; one that is not done, not at all', async () => {
    const process = await given((p) => {
      p.start().gateway('exclusiveGateway', 'again').serviceTask('book').compensation('book', 'onBook', (h) => void h.serviceTask('unbook', { isForCompensation: true }));
      p.moveTo('book').gateway('exclusiveGateway', 'enough').when('=turn < 2').connectTo('again');
      p.moveTo('enough').otherwise().throw('undo', { compensate: 'book' }).throw('nothing', { compensate: 'book' }).end();
    });
    process.start().completeJob('book', { turn: 1 }).completeJob('book', { turn: 2 }).completeJob('unbook').completeJob('unbook');
    expect(process.status).toBe('completed');
  });
});

describe('terminate and links in a subprocess', () => {
  it('terminate ends that subprocess only, and the flow goes on after it', async () => {
    const process = await given((p) => {
      p.start().subProcess('sub', (s) => {
        s.start('s').gateway('parallelGateway', 'fork').userTask('a').end('e');
        s.moveTo('fork').throw('far', { link: 'L' }).detach().catch('near', { link: 'L' }).userTask('b').end('all', { terminate: true });
      }).userTask('after').end();
    });
    expect(process.start().completeTask('b').active).toEqual(['after']);
    expect(process.terminated).toEqual(['a']);
  });
});
