import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { EVENTS_COLLECTION, type ServerEvents } from '@orders/contracts';
import { Emitter } from '@socket.io/mongo-emitter';
import { type Connection, type Document } from 'mongoose';

type Room = string;

/** Says things to people's sockets, which are at the API processes: events travel through the database. */
@Injectable()
export class EventEmitter implements BeforeApplicationShutdown {
  private readonly logger = new Logger(EventEmitter.name);
  private readonly emitter: Emitter<ServerEvents>;
  private readonly pending = new Set<Promise<unknown>>();

  constructor(@InjectConnection() connection: Connection) {
    const events = connection.collection(EVENTS_COLLECTION);
    // The emitter does not wait for its inserts: a lost one must neither throw nor stay unseen.
    const collection = {
      insertOne: (event: Document): void => {
        const insert = events.insertOne(event, { writeConcern: { w: 1 } }).catch((error: unknown) => {
          this.logger.debug(`An event was lost: ${String(error)}`);
        });
        this.pending.add(insert);
        void insert.finally(() => this.pending.delete(insert));
      },
    };
    this.emitter = new Emitter<ServerEvents>(collection, '/', { addCreatedAtField: true });
  }

  /** Events are hints: whoever missed one sees the truth at the next fetch. */
  to(rooms: Room[]) {
    return this.emitter.to(rooms);
  }

  /** Lets the events on their way arrive. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.pending);
  }
}
