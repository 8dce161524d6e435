import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { RealtimeModule } from '../realtime/realtime.module';
import { BulkActionsService } from './bulk-actions.service';
import { JobActionsService } from './job-actions.service';
import { JobArchiveService } from './job-archive.service';
import { JobDownloadsService } from './job-downloads.service';
import { JobExportService } from './job-export.service';
import { JobSelectionService } from './job-selection.service';
import { JobsController } from './jobs.controller';
import { JobsService } from './jobs.service';

@Module({
  imports: [PersistenceModule, RealtimeModule],
  controllers: [JobsController],
  providers: [
    JobArchiveService,
    JobSelectionService,
    JobsService,
    JobActionsService,
    JobDownloadsService,
    BulkActionsService,
    JobExportService,
  ],
  exports: [JobsService],
})
export class JobsModule {}
