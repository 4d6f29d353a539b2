import { ConfigurationError, readConfiguration } from './configuration.js';

describe('readConfiguration', () => {
  it('fills in the defaults of an empty environment', () => {
    expect(readConfiguration({})).toMatchObject({ PORT: 3000, ROLE: 'all', SAMPLE_DATA: 'none' });
  });

  it('names every wrong setting at once and no value', () => {
    // given
    const environment = { PORT: 'eighty', DATABASE_URL: 'postgres://u:geheim@h/d', MAIL_SMPT_URL: 'smtp://x', ADMIN_USERNAME: 'admin' };
    // when
    const read = () => readConfiguration(environment);
    // then
    expect(read).toThrow(ConfigurationError);
    try {
      read();
    } catch (error) {
      const text = String(error);
      expect(text).toMatch(/PORT:/);
      expect(text).toMatch(/DATABASE_URL: must begin with mysql/);
      expect(text).toMatch(/MAIL_SMPT_URL: no such setting/);
      expect(text).not.toContain('geheim');
    }
  });

  it('asks for the other half of a pair', () => {
    expect(() => readConfiguration({ ADMIN_USERNAME: 'admin' })).toThrow(/ADMIN_PASSWORD: needed/);
  });

  it('takes an empty value as absent', () => {
    expect(readConfiguration({ PORT: '' }).PORT).toBe(3000);
  });
});
