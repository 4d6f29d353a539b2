import { readConfiguration } from './configuration.js';
import { startMailSandbox } from './sandbox.js';

describe('readConfiguration', () => {
  it('reads the variables', () => {
    expect(readConfiguration({
      PATH: '/bin', MAIL_SANDBOX_DATA: '/x', MAIL_SANDBOX_DOMAINS: 'mau.example, Bo.mau.example', MAIL_SANDBOX_MAILBOXES: 'A@mau.example',
      MAIL_SANDBOX_PASSWORD: 'p', MAIL_SANDBOX_SMTP_PORT: '0',
    })).toMatchObject({ dataDir: '/x', domains: ['mau.example', 'bo.mau.example'], mailboxes: ['a@mau.example'], smtpPort: 0, imapPort: 8143 });
  });

  it('names everything that is wrong at once, without values', () => {
    const failure = (() => {
      try {
        return readConfiguration({ MAIL_SANDBOX_SMTP_PORT: 'x', MAIL_SANDBOX_MAILBOXES: 'khong-phai', MAIL_SANDBOX_PORT: '1' });
      } catch (error) {
        return (error as Error).message;
      }
    })();
    for (const name of ['SMTP_PORT', 'MAILBOXES', 'DATA', 'DOMAINS', 'PASSWORD', 'MAIL_SANDBOX_PORT']) expect(failure).toContain(name);
    expect(failure).not.toContain('khong-phai');
  });
});

describe('startMailSandbox', () => {
  it('refuses a mailbox outside its domains', async () => {
    const config = { dataDir: '/khong-dung-den', domains: ['mau.example'], mailboxes: ['a@khac.example'], password: 'p' };
    await expect(startMailSandbox(config)).rejects.toThrow('a@khac.example');
  });
});
