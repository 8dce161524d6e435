import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { JobsModule } from '../jobs/jobs.module';
import { UploadsModule } from '../uploads/uploads.module';
import { SupplementsController } from './supplements.controller';
import { SupplementsService } from './supplements.service';

@Module({
  imports: [JobsModule, PersistenceModule, UploadsModule],
  controllers: [SupplementsController],
  providers: [SupplementsService],
})
export class SupplementsModule {}
