import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

export interface SunkMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** An SMTP server on 127.0.0.1 that keeps what it accepts. */
export class SmtpSink {
  readonly messages: SunkMessage[] = [];
  connections = 0;

  private constructor(
    readonly port: number,
    private readonly server: SMTPServer,
  ) {}

  /** `onAccepted` runs before the server says that it accepted: a failure there is refused, a delay is waited for. */
  static async start(options: SMTPServerOptions = {}, onAccepted: (message: SunkMessage) => Promise<void> = () => Promise.resolve()): Promise<SmtpSink> {
    let sink: SmtpSink | null = null;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 200,
      logger: false,
      onConnect(_session, done) {
        if (sink) sink.connections++;
        done();
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.once('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const message = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((recipient) => recipient.address), raw: Buffer.concat(chunks) };
          sink?.messages.push(message);
          onAccepted(message).then(() => done(), done);
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    const listener = server.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    sink = new SmtpSink((listener.address() as AddressInfo).port, server);
    return sink;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }
}
