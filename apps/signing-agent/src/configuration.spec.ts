import { describe, expect, it } from '@jest/globals';
import { readConfiguration } from './configuration.js';

const good = { AGENT_ORIGINS: 'https://vanthu.example, http://localhost:4200', AGENT_KEYS_DIR: '/keys' };

describe('the configuration of the agent', () => {
  it('takes the port 8987 and a list of origins', () => {
    expect(readConfiguration({ ...good, PATH: '/bin' })).toEqual({
      port: 8987, origins: ['https://vanthu.example', 'http://localhost:4200'], keys: { kind: 'folder', dir: '/keys' },
    });
  });

  it('takes a PKCS#11 driver instead of a folder', () => {
    const { keys } = readConfiguration({ AGENT_ORIGINS: 'https://vanthu.example', AGENT_PKCS11_MODULE: '/lib/driver.so', AGENT_PORT: '0' });
    expect(keys).toEqual({ kind: 'pkcs11', modulePath: '/lib/driver.so' });
  });

  it('names everything that is wrong at once, and no value', () => {
    const wrong = { AGENT_PORT: 'xyz', AGENT_ORIGINS: 'https://secret.example/path', AGENT_COLOUR: 'red' };
    const read = (): unknown => readConfiguration(wrong);
    for (const name of ['AGENT_PORT', 'AGENT_ORIGINS', 'AGENT_COLOUR', 'AGENT_KEYS_DIR']) expect(read).toThrow(name);
    expect(read).not.toThrow('secret');
  });

  it('refuses a wildcard origin', () => {
    expect(() => readConfiguration({ ...good, AGENT_ORIGINS: '*' })).toThrow('AGENT_ORIGINS');
  });
});
