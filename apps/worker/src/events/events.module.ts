import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { EventEmitter } from './event-emitter';
import { JobEvents } from './job-events';
import { QueueEvents } from './queue-events';
import { StagedEvents } from './staged-events';

/** What the worker tells people's sockets. */
@Module({
  imports: [PersistenceModule],
  providers: [EventEmitter, JobEvents, QueueEvents, StagedEvents],
  exports: [JobEvents, QueueEvents, StagedEvents],
})
export class EventsModule {}
