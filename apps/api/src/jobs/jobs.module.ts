import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { RealtimeModule } from '../realtime/realtime.module';
import { JobDownloadsService } from './job-downloads.service';
import { JobsController } from './jobs.controller';
import { JobsService } from './jobs.service';

@Module({
  imports: [PersistenceModule, RealtimeModule],
  controllers: [JobsController],
  providers: [JobsService, JobDownloadsService],
})
export class JobsModule {}
