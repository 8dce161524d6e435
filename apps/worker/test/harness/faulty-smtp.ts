import { type AddressInfo } from 'node:net';
import { type ReceivedMail } from '@orders/test-stack';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** What the server says to a mail: accept, or an error with this code. */
export type Answer = 'accept' | { code: number; text: string };

/** A real SMTP server that keeps what it gets and can be told to refuse. */
export class FaultySmtp implements AsyncDisposable {
  readonly received: ReceivedMail[] = [];
  /** Mails offered, refused ones included. */
  offered = 0;
  answer: (nth: number) => Answer = () => 'accept';
  private server = this.create();

  static async start(port = 0): Promise<FaultySmtp> {
    const sink = new FaultySmtp();
    await sink.listen(port);
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** The worker's settings for this server. */
  get environment(): Record<string, string> {
    return {
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(this.port),
      SMTP_TIMEOUT_MS: '1000',
      MAIL_RETRY_MS: '200',
    };
  }

  /** Goes down; connections are cut. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  async listen(port: number): Promise<void> {
    this.server = this.create();
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', () => resolve()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private create(): SMTPServer {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => void this.take(stream, session, done),
    });
    server.on('error', () => undefined);
    return server;
  }

  private async take(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const mail = await simpleParser(stream);
    this.offered += 1;
    const answer = this.answer(this.offered);
    if (answer === 'accept') {
      this.received.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail });
      done();
    } else done(Object.assign(new Error(answer.text), { responseCode: answer.code }));
  }
}
