import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A program that webhooks tell of jobs; it keeps what it is told. */
export class WebhookListener {
  readonly received: string[] = [];
  private readonly news = new EventEmitter();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookListener> {
    const server = createServer();
    const listener = new WebhookListener(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        listener.received.push(Buffer.concat(chunks).toString());
        response.end();
        listener.news.emit('message');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return listener;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/orders`;
  }

  /** Waits until it was told `count` times. */
  async messages(count: number): Promise<void> {
    while (this.received.length < count) {
      await once(this.news, 'message');
    }
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
