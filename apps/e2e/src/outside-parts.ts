import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Dovecot, SmtpSink, dovecotPassword } from '@vanthu/connectors/testing';
import { startMariadb } from '@vanthu/persistence/testing';
import { provisionSandboxKeys } from '@vanthu/signing';
import { createSoftHsm } from '@vanthu/signing/testing';

/** What a system stands on beside itself. */
export interface OutsideParts {
  /** Settings that make the server use them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the mail servers are, unless the system brings its own. */
  readonly mail?: { readonly smtpPort: number; readonly imapPort: number; readonly mailPassword: string };
  /** DER in base64 of the certificate with which the server must sign XML. */
  readonly serverCertificate?: string;
  stop(): Promise<void>;
}

/** Nothing: SQLite, the mail sandbox, a software key. */
export function embeddedParts(): Promise<OutsideParts> {
  return Promise.resolve({ environment: {}, stop: () => Promise.resolve() });
}

/** A MariaDB, a Dovecot behind an SMTP server, and the server's key in a SoftHSM2 token, certified by the sandbox CA of `dataDir`. */
export async function realParts(dataDir: string): Promise<OutsideParts> {
  const database = await startMariadb();
  const dovecot = await Dovecot.start();
  const smtp = await SmtpSink.start(
    { allowInsecureAuth: true, onAuth: (auth, _session, done) => done(null, { user: auth.username }) },
    async ({ to, raw }) => {
      for (const mailbox of to) await dovecot.deliver(mailbox, raw);
    },
  );
  const { environment, certificate, remove } = await serverToken(dataDir);
  return {
    environment: {
      DATABASE_URL: await database.createDatabase(),
      MAIL_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      MAIL_IMAP_URL: `imap://127.0.0.1:${dovecot.port}`,
      MAIL_PASSWORD: dovecotPassword,
      MAIL_POLL_SECONDS: '2',
      ...environment,
    },
    mail: { smtpPort: smtp.port, imapPort: dovecot.port, mailPassword: dovecotPassword },
    serverCertificate: certificate,
    async stop() {
      await smtp.stop();
      await dovecot.stop();
      await database.stop();
      await remove();
    },
  };
}

async function serverToken(dataDir: string) {
  const { ca } = await provisionSandboxKeys(path.join(dataDir, 'sandbox', 'keys'), []);
  const issued = await ca.issueCertificate({ commonName: 'Hệ thống Vanthu trên SoftHSM2', organisation: 'Vanthu Sandbox', kind: 'organisation' });
  const token = await createSoftHsm([issued]);
  const chainFile = path.join(dataDir, 'token.chain.pem');
  await mkdir(dataDir, { recursive: true });
  await writeFile(chainFile, issued.chainPem);
  return {
    environment: { ...token.environment, SIGNING_PKCS11_MODULE: token.modulePath, SIGNING_PKCS11_PIN: token.pin, SIGNING_CERTIFICATE_FILE: chainFile },
    certificate: /-----BEGIN CERTIFICATE-----([^-]+)/.exec(issued.chainPem)?.[1]?.replace(/\s/g, '') ?? '',
    remove: token.remove,
  };
}
