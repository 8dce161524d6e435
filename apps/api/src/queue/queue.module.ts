import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { QueueController } from './queue.controller';

@Module({ imports: [PersistenceModule], controllers: [QueueController] })
export class QueueModule {}
