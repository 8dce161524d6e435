import { type IncomingMessage } from 'node:http';
import { type INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { EVENTS_COLLECTION } from '@orders/contracts';
import { createAdapter } from '@socket.io/mongo-adapter';
import { type Connection, type mongo } from 'mongoose';
import { type Server, type ServerOptions } from 'socket.io';
import { isFromOwnPage } from '../auth/own-page';

/** Events are of use while clients catch up; after this many seconds the database drops them. */
const EVENT_LIFETIME_SECONDS = 300;

/** Sockets only listen: what they send is a handshake. */
const MAX_MESSAGE_BYTES = 16_384;

/** Socket.io whose events cross processes through a collection, and that only our own pages may reach. */
export class MongoIoAdapter extends IoAdapter {
  private constructor(
    app: INestApplicationContext,
    private readonly events: mongo.Collection,
    private readonly frontendUrl: string | undefined,
  ) {
    super(app);
  }

  static async create(
    app: INestApplicationContext,
    connection: Connection,
    frontendUrl: string | undefined,
  ): Promise<MongoIoAdapter> {
    const events = connection.collection(EVENTS_COLLECTION);
    await events.createIndex({ createdAt: 1 }, { expireAfterSeconds: EVENT_LIFETIME_SECONDS }, {});
    return new MongoIoAdapter(app, events, frontendUrl);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, {
      ...options,
      path: '/socket.io',
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      // `cors` would only keep browsers from reading answers; a socket of a foreign page must not open at all.
      allowRequest: (request: IncomingMessage, decide: (error: string | null, allowed: boolean) => void) => {
        decide(null, isFromOwnPage(request, this.frontendUrl));
      },
    } as ServerOptions);
    server.adapter(createAdapter(this.events, { addCreatedAtField: true }));
    return server;
  }
}
