import { createLogger } from './logger.js';

describe('createLogger', () => {
  const logged = (write: (logger: ReturnType<typeof createLogger>) => void): string => {
    let text = '';
    write(createLogger('info', { write: (line: string) => void (text += line) }));
    return text;
  };

  it('writes no secret, wherever it stands', () => {
    const text = logged((logger) => logger.info({ password: 'geheim', login: { pin: 'geheim' }, request: { headers: { cookie: 'geheim', authorization: 'geheim' } } }, 'signed in'));
    expect(text).toContain('signed in');
    expect(text).not.toContain('geheim');
  });

  it('writes an error with its cause, but not what a driver attached to it', () => {
    // given
    const failed = Object.assign(new Error('insert failed', { cause: new Error('disk') }), { code: 'FAILED', parameters: ['geheim'], query: 'INSERT geheim' });
    // when
    const text = logged((logger) => logger.error({ err: failed }, 'unexpected error'));
    // then
    expect(JSON.parse(text)).toMatchObject({ err: { type: 'Error', message: 'insert failed', code: 'FAILED', cause: { message: 'disk' } } });
    expect(text).not.toContain('geheim');
  });
});
