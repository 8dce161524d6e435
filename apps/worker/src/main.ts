import { NestFactory } from '@nestjs/core';
import { errorLines } from '@orders/config';
import { Logger } from 'nestjs-pino';
import { loadWorkerConfig } from './config/load-worker-config';
import { WorkerModule } from './worker.module';

const PARSER_ENTRY_URL = new URL('./parser-process.js', import.meta.url);

/** Starts the worker; tells a parent process when it works, and stops with it. */
async function main(): Promise<void> {
  const module = WorkerModule.forRoot(loadWorkerConfig(), PARSER_ENTRY_URL);
  const app = await NestFactory.createApplicationContext(module, { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= app.close().finally(() => process.exit());
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A supervisor that died can't stop us any more: don't outlive it.
  process.once('disconnect', stop);
  process.send?.({ type: 'ready' });
}

main().catch((error: unknown) => {
  for (const line of errorLines(error)) process.stderr.write(`${line}\n`);
  process.exit(1);
});
