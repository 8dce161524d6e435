import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { ColumnsModule } from '../columns/columns.module';
import { EventsModule } from '../events/events.module';
import { ParserModule } from '../parser/parser.module';
import { ReportsModule } from '../reports/reports.module';
import { WorkspaceModule } from '../workspace/workspace.module';
import { EarlierFiles } from './earlier-files';
import { JobEnding } from './job-ending';
import { JobProcessor } from './job-processor';
import { JobReader } from './job-reader';
import { JobRunner } from './job-runner';
import { JobWakeUp } from './job-wake-up';
import { LeaseRecovery } from './lease-recovery';
import { RejectedRows } from './rejected-rows';
import { ReportRecipient } from './report-recipient';
import { RunningJobs } from './running-jobs';
import { WorkerReporter } from './worker-reporter';

/** The job processor, from the poll to the end of a job. Imported by the worker alone. */
@Module({
  imports: [ColumnsModule, EventsModule, ParserModule, PersistenceModule, ReportsModule, WorkspaceModule],
  providers: [
    EarlierFiles,
    JobEnding,
    JobProcessor,
    JobReader,
    JobRunner,
    JobWakeUp,
    LeaseRecovery,
    RejectedRows,
    ReportRecipient,
    RunningJobs,
    WorkerReporter,
  ],
  exports: [JobProcessor],
})
export class ProcessorModule {}
