import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { RetentionSweep } from './retention-sweep';

/** Removal of what is not needed any more. */
@Module({ imports: [PersistenceModule], providers: [RetentionSweep] })
export class SweepModule {}
