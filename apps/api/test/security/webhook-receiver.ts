import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface ReceivedMessage {
  headers: IncomingHttpHeaders;
  body: string;
  path: string;
}

/** A real HTTP server that a webhook points to, and that answers as the test says. */
export class WebhookReceiver {
  readonly received: ReceivedMessage[] = [];
  answer: (response: ServerResponse) => void = (response) => response.writeHead(204).end();
  private readonly news = new EventEmitter();
  private readonly server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      this.answer(response);
      this.received.push({ headers: request.headers, body, path: request.url ?? '' });
      this.news.emit('message');
    });
  });

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Waits until `count` messages have come for which `wanted` holds. */
  async messages(count: number, wanted: (message: ReceivedMessage) => boolean): Promise<ReceivedMessage[]> {
    for (;;) {
      const found = this.received.filter(wanted);
      if (found.length >= count) return found;
      await once(this.news, 'message');
    }
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** What `webhook-signature` must be, computed by the receiver as Standard Webhooks says. */
export function expectedSignature({ headers, body }: ReceivedMessage, secret: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}
