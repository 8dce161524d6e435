import { Global, Module } from '@nestjs/common';
import { API_CONFIG } from './api-config';
import { loadApiConfig } from './load-api-config';

/** Settings, read and checked once. */
@Global()
@Module({
  providers: [{ provide: API_CONFIG, useFactory: loadApiConfig }],
  exports: [API_CONFIG],
})
export class ConfigModule {}
