import { bpmn, scenario } from '../testing/index.js';

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
