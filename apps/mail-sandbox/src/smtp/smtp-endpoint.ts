import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { MailStore } from '../store/mail-store.js';

export interface SmtpEndpointOptions {
  readonly host: string;
  readonly port: number;
  /** Checks a login; clients need none to deliver. */
  readonly isLogin: (user: string, password: string) => boolean;
  readonly maxMessageBytes: number;
  readonly onError: (error: unknown) => void;
}

export interface Endpoint {
  readonly port: number;
  close(): Promise<void>;
}

/** Takes mail in. A message is answered 250 once it lies on the disk in every recipient's inbox. */
export async function startSmtp(store: MailStore, options: SmtpEndpointOptions): Promise<Endpoint> {
  const server = new SMTPServer({
    name: 'mail-sandbox', banner: 'mail-sandbox', size: options.maxMessageBytes,
    authOptional: true, allowInsecureAuth: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, logger: false, closeTimeout: 1000,
    onAuth: (auth, _session, done) => {
      if (options.isLogin(auth.username ?? '', auth.password ?? '')) done(null, { user: auth.username });
      else done(smtpError(535, '5.7.8 Sai tài khoản hoặc mật khẩu'));
    },
    onRcptTo: (address, _session, done) => {
      if (store.accepts(address.address)) done();
      else done(smtpError(550, '5.1.1 Không có hộp thư này'));
    },
    onData: (stream, session, done) => {
      const { mailFrom, rcptTo } = session.envelope;
      const heading = headingOf(mailFrom ? mailFrom.address : '', session.id);
      const recipients = rcptTo.map(({ address }) => address);
      const isWhole = () => !stream.sizeExceeded;
      store.deliver(stream, heading, recipients, isWhole).then(
        (isStored) => { done(isStored ? null : smtpError(552, '5.3.4 Thư quá lớn'), `OK ${session.id}`); },
        (error: unknown) => {
          options.onError(error);
          done(smtpError(451, '4.3.0 Chưa lưu được thư, hãy gửi lại'));
        },
      );
    },
  });
  // A client that hangs up is no error of ours.
  server.on('error', () => undefined);
  await listen(server, options);
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); }),
  };
}

function headingOf(sender: string, id: string): string {
  const date = new Date().toUTCString().replace('GMT', '+0000');
  return `Return-Path: <${sender}>\r\nReceived: by mail-sandbox with ESMTP id ${id}; ${date}\r\n`;
}

function smtpError(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

function listen(server: SMTPServer, options: SmtpEndpointOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
}
