import { type DynamicModule, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ScheduleModule } from '@nestjs/schedule';
import { connectionOptions } from '@orders/persistence';
import { ConfigModule } from './config/config.module';
import { type WorkerConfig } from './config/worker-config';
import { HealthModule } from './health/health.module';
import { IdentityModule } from './identity.module';
import { InspectionsModule } from './inspections/inspections.module';
import { loggingModule } from './logging/logging.module';
import { ParserEntryModule } from './parser/parser.module';
import { ProcessorModule } from './processor/processor.module';
import { ReportsModule } from './reports/reports.module';
import { SweepModule } from './sweep/sweep.module';
import { WebhooksModule } from './webhooks/webhooks.module';

/** The worker: everything that happens to a file after its upload. */
@Module({})
export class WorkerModule {
  /** @param parserEntry the built entry of the parser process */
  static forRoot(config: WorkerConfig, parserEntry: URL): DynamicModule {
    const { uri, ...options } = connectionOptions(config.MONGO_URI, 'bulk-orders-worker');
    return {
      module: WorkerModule,
      imports: [
        loggingModule(config),
        ConfigModule.forRoot(config),
        IdentityModule,
        MongooseModule.forRoot(uri ?? config.MONGO_URI, options),
        ScheduleModule.forRoot(),
        ParserEntryModule.forRoot(parserEntry),
        ProcessorModule,
        InspectionsModule,
        ReportsModule,
        SweepModule,
        WebhooksModule,
        HealthModule,
      ],
    };
  }
}
