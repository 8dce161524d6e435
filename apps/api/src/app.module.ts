import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { ThrottlerModule } from '@nestjs/throttler';
import { connectionOptions, HitCounter, PersistenceModule } from '@orders/persistence';
import { LoggerModule } from 'nestjs-pino';
import { AccountModule } from './account/account.module';
import { ApiKeysModule } from './api-keys/api-keys.module';
import { AuditModule } from './audit/audit.module';
import { AuthModule } from './auth/auth.module';
import { API_CONFIG, type ApiConfig } from './config/api-config';
import { ConfigModule } from './config/config.module';
import { ConsoleModule } from './console/console.module';
import { HealthModule } from './health/health.module';
import { JobsModule } from './jobs/jobs.module';
import { loggerParams } from './logging/logger-params';
import { NotificationsModule } from './notifications/notifications.module';
import { OverviewModule } from './overview/overview.module';
import { ProblemFilter } from './problem/problem.filter';
import { validationPipe } from './problem/validation.pipe';
import { QueueModule } from './queue/queue.module';
import { RateLimitGuard } from './rate-limit/rate-limit.guard';
import { throttlerOptions } from './rate-limit/throttler-options';
import { RealtimeModule } from './realtime/realtime.module';
import { StagedUploadsModule } from './staged-uploads/staged-uploads.module';
import { SupplementsModule } from './supplements/supplements.module';
import { SystemModule } from './system/system.module';
import { UploadsModule } from './uploads/uploads.module';
import { UsersModule } from './users/users.module';
import { WebhooksModule } from './webhooks/webhooks.module';

@Module({
  imports: [
    LoggerModule.forRootAsync({ inject: [API_CONFIG], useFactory: loggerParams }),
    MongooseModule.forRootAsync({
      inject: [API_CONFIG],
      useFactory: ({ MONGO_URI }: ApiConfig) => connectionOptions(MONGO_URI, 'bulk-orders-api'),
    }),
    ThrottlerModule.forRootAsync({
      imports: [PersistenceModule],
      inject: [API_CONFIG, HitCounter],
      useFactory: throttlerOptions,
    }),
    ConsoleModule.forRoot(),
    AccountModule,
    ApiKeysModule,
    AuditModule,
    AuthModule,
    UsersModule,
    StagedUploadsModule,
    SupplementsModule,
    UploadsModule,
    JobsModule,
    OverviewModule,
    QueueModule,
    NotificationsModule,
    SystemModule,
    RealtimeModule,
    WebhooksModule,
    HealthModule,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: validationPipe },
    { provide: APP_GUARD, useClass: RateLimitGuard },
  ],
})
export class AppModule {
  static forRoot(config: ApiConfig): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.forRoot(config)] };
  }
}
