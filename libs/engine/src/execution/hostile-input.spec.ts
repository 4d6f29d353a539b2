import { bpmn, scenario, type ScopeBuilder } from '../testing/index.js';

const hostile = [
  'constructor', '__proto__', 'this', 'process', 'globalThis', 'require("fs")', 'this.constructor.constructor("return process")()()',
  '[].constructor', '"".constructor.constructor', '{}.__proto__', '{"__proto__": {polluted: true}}', '(function(x) external { java: { class: "java.lang.Math" } })(1)',
  'eval("1")', 'Function("1")()', 'toString', 'hasOwnProperty("a")', 'a.__proto__.polluted',
];
const endless = ['count(for i in 1..1000000000 return i)', '{f: function(n) f(n + 1), r: f(1)}.r', 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', 'string join(for i in 1..10000000 return "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")'];

describe('hostile expressions', () => {
  it.each(hostile)('reach nothing of the host: %s', async (text) => {
    // given
    const process = await scenario(bpmn((p) => void p.start().script('evil', `=${text}`, 'got').end())).catch((error: unknown) => String(error));
    if (typeof process === 'string') return expect(process).toContain('EXPRESSION_INVALID');
    // when
    process.start({ a: { b: 1 } });
    // then
    const got = process.status === 'completed' ? process.variables['got'] : null;
    expect([null, '[]', '{"__proto__":{"polluted":true}}']).toContain(got === null || got === undefined ? null : JSON.stringify(got));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(endless)('end within their budget: %s', async (text) => {
    const process = await scenario(bpmn((p) => void p.start().script('slow', `=${text}`, 'got').end())).catch((error: unknown) => String(error));
    if (typeof process === 'string') return expect(process).toContain('EXPRESSION_INVALID');
    process.start();
    if (process.status === 'completed') expect([null, false]).toContain(process.variables['got']);
    else expect(process.incidents).toEqual(['slow EXTRACT_VALUE_ERROR']);
  }, 60_000);

  it.each(['__proto__', 'constructor', 'toString'])('treat a variable named %s like every other', async (name) => {
    // given
    const variables = JSON.parse(`{"${name}": {"x": 1}}`) as Record<string, never>;
    const process = await scenario(bpmn((p) => void p.start().userTask('wait', { outputs: { [`${name}.y`]: '=2' } }).end()));
    // when
    process.start(variables).completeTask('wait', variables);
    // then
    expect(JSON.stringify(process.variables)).toBe(`{"${name}":{"x":1,"y":2}}`);
    expect(({} as Record<string, unknown>)['y']).toBeUndefined();
  });
});

describe('hostile expressions in every place that holds one', () => {
  const others = ['"' + 'x'.repeat(1_000_000) + '"', '('.repeat(5_000) + '1' + ')'.repeat(5_000), '`${process.exit(1)}`', '${process.exit(1)}', 'get value({}, "__proto__")', 'context put({}, "constructor", 1)'];
  const [, forEver = ''] = endless;
  const places: Readonly<Record<string, (p: ScopeBuilder, text: string) => void>> = {
    condition: (p, text) => void p.start().gateway('exclusiveGateway', 'g').when(text).end('a').moveTo('g').otherwise().end('b'),
    'activity flow': (p, text) => void p.start().activity('task', 't').when(text).end(),
    'timer date': (p, text) => void p.start().catch('t', { timer: { date: text } }).end(),
    'timer duration': (p, text) => void p.start().catch('t', { timer: { duration: text } }).end(),
    'timer cycle': (p, text) => void p.start().userTask('u').end().boundary('u', 't', { timer: { cycle: text } }, { interrupting: false }).end('b'),
    workingDays: (p, text) => void p.start().catch('t', { timer: { workingDays: text } }).end(),
    assignee: (p, text) => void p.start().userTask('t', { assignee: text }).end(),
    candidateUsers: (p, text) => void p.start().userTask('t', { candidateUsers: text }).end(),
    candidateGroups: (p, text) => void p.start().userTask('t', { candidateGroups: text }).end(),
    dueDate: (p, text) => void p.start().userTask('t', { dueDate: text }).end(),
    followUpDate: (p, text) => void p.start().userTask('t', { followUpDate: text }).end(),
    priority: (p, text) => void p.start().userTask('t', { priority: text }).end(),
    'job type': (p, text) => void p.start().serviceTask('t', { jobType: text }).end(),
    retries: (p, text) => void p.start().serviceTask('t', { retries: text }).end(),
    'listener type': (p, text) => void p.start().activity('task', 't', { listeners: [{ event: 'start', type: text }] }).end(),
    'task listener type': (p, text) => void p.start().userTask('t', { taskListeners: [{ event: 'creating', type: text }] }).end(),
    input: (p, text) => void p.start().activity('task', 't', { inputs: { got: text } }).end(),
    output: (p, text) => void p.start().activity('task', 't', { outputs: { got: text } }).end(),
    inputCollection: (p, text) => void p.start().activity('task', 't', { loop: { collection: text } }).end(),
    loopCardinality: (p, text) => void p.start().activity('task', 't', { loop: { cardinality: text } }).end(),
    outputElement: (p, text) => void p.start().activity('task', 't', { loop: { cardinality: '=1', outputCollection: 'got', outputElement: text } }).end(),
    completionCondition: (p, text) => void p.start().activity('task', 't', { loop: { cardinality: '=1', completionCondition: text } }).end(),
    loopCondition: (p, text) => void p.start().activity('task', 't', { standardLoop: { condition: text, maximum: 2 } }).end(),
    activeElements: (p, text) => void p.start().adHoc('t', text, (s) => void s.activity('task', 'in')).end(),
    'ad-hoc outputElement': (p, text) => void p.start().adHoc('t', '=["in"]', (s) => void s.activity('task', 'in'), { outputCollection: 'got', outputElement: text }).end(),
    'ad-hoc completionCondition': (p, text) => void p.start().adHoc('t', '=["in"]', (s) => void s.activity('task', 'in'), { completionCondition: text }).end(),
    activationCondition: (p, text) => void p.start().gateway('parallelGateway', 'f').gateway('complexGateway', 't', { activationCondition: text }).end().moveTo('f').connectTo('t'),
    correlationKey: (p, text) => void p.start().catch('t', { message: 'm', correlationKey: text }).end(),
    'message name': (p, text) => void p.start().catch('t', { message: text, correlationKey: '="k"' }).end(),
    'signal name': (p, text) => void p.start().throw('t', { signal: text }).end(),
    'error code': (p, text) => void p.start().end('t', { error: text }),
    'escalation code': (p, text) => void p.start().throw('t', { escalation: text }).end(),
    'called process': (p, text) => void p.start().call('t', text).end(),
    decision: (p, text) => void p.start().activity('businessRuleTask', 't', { decision: text }).end(),
    'conditional event': (p, text) => void p.start().catch('t', { condition: text }).end(),
    'conditional start': (p, text) => void p.start('s', { condition: text }).end(),
  };

  it.each(Object.keys(places))('%s', async (place) => {
    for (const text of [...hostile, ...others, forEver]) {
      // given
      const process = await scenario(bpmn((p) => places[place]?.(p, `=${text}`))).catch((error: unknown) => String(error));
      if (typeof process === 'string') {
        expect(process).toContain('EXPRESSION_INVALID');
        continue;
      }
      // when
      process.try({ type: 'StartInstance', instanceKey: '1', variables: { a: { b: 1 } }, actor: { username: null } });
      // then
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(JSON.stringify(process.events)).not.toContain('native code');
    }
  }, 60_000);
});

describe('a loop without wait state', () => {
  const xml = bpmn((p) => {
    p.start().userTask('before').gateway('exclusiveGateway', 'again').script('count', '=n + 1', 'n').gateway('exclusiveGateway', 'enough');
    p.when('=n < limit').connectTo('again').moveTo('enough').otherwise().end();
  });

  it('runs as far as the budget allows', async () => {
    const process = (await scenario(xml)).start({ n: 0, limit: 9000 }).completeTask('before');
    expect(process.status).toBe('completed');
  });

  it('is rolled back beyond it, with an incident where it loops', async () => {
    // given
    const process = (await scenario(xml)).start({ n: 0, limit: 1e9 });
    // when
    process.completeTask('before');
    // then
    expect(process.incidents).toEqual(['again BUDGET_EXCEEDED']);
    expect(process.variables['n']).toBe(1);
    expect(process.events.length).toBeLessThan(40);
    process.setVariables({ limit: 3 }).resolve('again');
    expect(process.status).toBe('completed');
  });
});
