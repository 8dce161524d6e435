import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { JobsModule } from '../jobs/jobs.module';
import { RealtimeModule } from '../realtime/realtime.module';
import { KnownFiles } from './known-files';
import { StagedJobsController } from './staged-jobs.controller';
import { StagedUploadsController } from './staged-uploads.controller';
import { StagedStartService } from './staged-start.service';
import { StagedUploadsService } from './staged-uploads.service';

@Module({
  imports: [JobsModule, PersistenceModule, RealtimeModule],
  controllers: [StagedUploadsController, StagedJobsController],
  providers: [KnownFiles, StagedStartService, StagedUploadsService],
})
export class StagedUploadsModule {}
