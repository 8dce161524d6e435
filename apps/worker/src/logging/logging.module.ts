import { compactLines } from '@orders/logging';
import { LoggerModule } from 'nestjs-pino';
import { type WorkerConfig } from '../config/worker-config';

/** Logs as JSON in production, as one-liners elsewhere. */
export function loggingModule(config: WorkerConfig) {
  const options = { level: config.LOG_LEVEL, base: { app: 'worker' } };
  return LoggerModule.forRoot({
    pinoHttp: config.NODE_ENV === 'production' ? options : [options, compactLines(process.stdout)],
  });
}
