import type { Socket } from 'node:net';
import { ErrorCode, ServerError } from '../server-error';
import type { ScramConversation } from './scram';
import { MessageSplitter, parseMessage, replyMessage, type Request } from './message';

/** Answers one request: with a document's bytes. */
export type RequestHandler = (request: Request, connection: ClientConnection) => Promise<Buffer>;

/** One client's socket: its requests are answered one after the other, in their order. */
export class ClientConnection {
  /** The user, once proven. */
  user: string | undefined;
  /** What the client calls its application, from its handshake. */
  appName: string | undefined;
  conversation: ScramConversation | undefined;
  /** Aborted when the client has gone: nobody waits for its work any more. */
  readonly gone = new AbortController();
  private readonly splitter = new MessageSplitter();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    readonly id: number,
    private readonly socket: Socket,
    private readonly handle: RequestHandler,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.gone.abort());
  }

  private receive(chunk: Buffer): void {
    try {
      for (const message of this.splitter.push(chunk)) {
        const request = parseMessage(message);
        this.queue = this.queue.then(() => this.answer(request));
      }
    } catch {
      // A client that does not speak the protocol cannot be answered in it.
      this.socket.destroy();
    }
  }

  private async answer(request: Request): Promise<void> {
    if (this.gone.signal.aborted) return;
    const bytes = await this.handle(request, this);
    if (request.silent || this.socket.destroyed) return;
    if (!this.socket.write(replyMessage(request, bytes))) await this.drained();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.socket.off('drain', done).off('close', done);
        resolve();
      };
      this.socket.once('drain', done).once('close', done);
    });
  }

  /** Fulfilled when all requests so far are answered. */
  async settled(): Promise<void> {
    await this.queue;
  }

  destroy(): void {
    this.socket.destroy();
  }
}

export const notAuthenticated = (command: string): ServerError =>
  new ServerError(ErrorCode.Unauthorized, `Command ${command} requires authentication`);
