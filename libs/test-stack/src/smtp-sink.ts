import { EventEmitter, once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  mail: ParsedMail;
}

/** A real SMTP server that keeps what it receives. */
export class SmtpSink {
  readonly received: ReceivedMail[] = [];
  private readonly news = new EventEmitter();

  private constructor(private readonly server: SMTPServer) {}

  static async start(): Promise<SmtpSink> {
    const sink: SmtpSink = new SmtpSink(
      new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => done(null, { user: 'any' }),
        onData: (stream, session, done) => {
          simpleParser(stream).then(
            (mail) => {
              sink.received.push({ to: session.envelope.rcptTo.map((recipient) => recipient.address), mail });
              done();
              sink.news.emit('mail');
            },
            (error: unknown) => done(error as Error),
          );
        },
      }),
    );
    // A sender that is killed in mid-mail resets its connection.
    sink.server.on('error', () => undefined);
    await new Promise<void>((resolve) => sink.server.listen(0, '127.0.0.1', resolve));
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** Waits until a mail is there for which `wanted` holds. */
  async mail(wanted: (received: ReceivedMail) => boolean): Promise<ReceivedMail> {
    for (;;) {
      const found = this.received.find(wanted);
      if (found) return found;
      await once(this.news, 'mail');
    }
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}
