import { type DynamicModule, Global, Module } from '@nestjs/common';
import { WORKER_CONFIG, type WorkerConfig } from './worker-config';

/** Settings, read and checked before anything else starts. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: WorkerConfig): DynamicModule {
    const provider = { provide: WORKER_CONFIG, useValue: config };
    return { module: ConfigModule, providers: [provider], exports: [provider] };
  }
}
