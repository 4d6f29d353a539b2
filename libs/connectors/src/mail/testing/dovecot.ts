import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import type { TestCertificate } from './test-certificate.js';

export const dovecotPassword = 'mat-khau-hop-thu-9';

/** A Dovecot of its own: temporary folder, free port on 127.0.0.1, any user with `dovecotPassword`. Needs Debian's dovecot-imapd. */
export class Dovecot {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private process: ChildProcess,
    private readonly ca: string | null,
  ) {}

  /** With a certificate, passwords are taken over TLS alone. */
  static async start(certificate: TestCertificate | null = null): Promise<Dovecot> {
    const folder = await mkdtemp(path.join(tmpdir(), 'vanthu-dovecot-'));
    const port = await freePort();
    await mkdir(path.join(folder, 'mail'));
    await chmod(folder, 0o755);
    const user = userInfo().uid === 0 ? 'dovecot' : userInfo().username;
    if (user === 'dovecot') await chown(path.join(folder, 'mail'), idOf('-u'), idOf('-g'));
    await writeFile(path.join(folder, 'dovecot.conf'), `${configuration(folder, port, user)}${await security(folder, certificate)}`);
    const dovecot = new Dovecot(port, folder, run(folder), certificate?.cert ?? null);
    await dovecot.#answers();
    return dovecot;
  }

  /** Closes every connection and refuses new ones; mail is kept. */
  async pause(): Promise<void> {
    if (this.process.exitCode !== null || this.process.pid === undefined) return;
    const ended = once(this.process, 'exit');
    // its whole group: an idle session would otherwise stay for ten seconds
    process.kill(-this.process.pid, 'SIGTERM');
    await ended;
  }

  async resume(): Promise<void> {
    this.process = run(this.folder);
    await this.#answers();
  }

  async stop(): Promise<void> {
    await this.pause();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs something as a user of the server. */
  async as<T>(user: string, act: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow({ host: '127.0.0.1', port: this.port, secure: false, auth: { user, pass: dovecotPassword }, logger: false, ...(this.ca !== null && { tls: { ca: this.ca } }) });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await act(client);
    } finally {
      await client.logout().catch(() => undefined);
      client.close();
    }
  }

  /** Puts messages into a folder, as a mail server would. */
  async deliver(user: string, ...messages: readonly (string | Buffer)[]): Promise<void> {
    await this.as(user, async (client) => {
      for (const message of messages) await client.append('INBOX', Buffer.from(message));
    });
  }

  /** Subjects of the messages in each folder that has any. */
  async subjects(user: string): Promise<Readonly<Record<string, readonly string[]>>> {
    return this.as(user, async (client) => {
      const result: Record<string, string[]> = {};
      for (const { path: folder } of await client.list()) {
        const lock = await client.getMailboxLock(folder, { readOnly: true });
        const found = client.mailbox !== false && client.mailbox.exists > 0 ? await client.fetchAll('1:*', { envelope: true }) : [];
        lock.release();
        if (found.length > 0) result[folder] = found.map((message) => message.envelope?.subject ?? '').toSorted();
      }
      return result;
    });
  }

  async #answers(): Promise<void> {
    for (let left = 100; ; left--) {
      try {
        return await this.as('probe', () => Promise.resolve());
      } catch (error) {
        if (left === 0 || this.process.exitCode !== null) {
          throw new Error(`Dovecot did not start: ${await readFile(path.join(this.folder, 'log'), 'utf8').catch(() => 'no log')}`, { cause: error });
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}

function run(folder: string): ChildProcess {
  const child = spawn('dovecot', ['-F', '-c', path.join(folder, 'dovecot.conf')], { detached: true, stdio: 'ignore', env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` } });
  child.once('error', (error) => {
    throw new Error('Dovecot is not installed (Debian: dovecot-imapd).', { cause: error });
  });
  return child;
}

async function security(folder: string, certificate: TestCertificate | null): Promise<string> {
  if (certificate === null) return 'ssl = no\ndisable_plaintext_auth = no\n';
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  await writeFile(key, certificate.key, { mode: 0o600 });
  await writeFile(cert, certificate.cert);
  // loopback counts as secure for Dovecot unless TLS is required
  return `ssl = required\nssl_key = <${key}\nssl_cert = <${cert}\n`;
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'dovecot'], { encoding: 'utf8' }));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function configuration(folder: string, port: number, user: string): string {
  const login = user === 'dovecot' ? 'dovenull' : user;
  return `
protocols = imap
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
default_internal_user = ${user}
default_internal_group = ${user}
default_login_user = ${login}
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%u
passdb {
  driver = static
  args = password=${dovecotPassword}
}
userdb {
  driver = static
  args = uid=${user} gid=${user} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`;
}
