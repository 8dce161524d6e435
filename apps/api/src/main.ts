import { errorLines } from '@orders/config';
import { loadApiConfig } from './config/load-api-config';
import { createApp } from './create-app';

/** Starts the API; tells a parent process where it listens. */
async function main(): Promise<void> {
  const config = loadApiConfig();
  const app = await createApp(config);
  await app.listen(config.PORT, config.HOST);
  const url = (await app.getUrl()).replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost');
  process.send?.({ type: 'ready', url });
  // A supervisor that died can't stop us any more: don't outlive it.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

main().catch((error: unknown) => {
  for (const line of errorLines(error)) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
  if (process.connected) process.disconnect();
});
