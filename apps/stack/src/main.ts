import { errorLines } from '@orders/config';
import { loadStackConfig } from './stack-config';
import { Stack } from './supervisor/stack';
import { welcome } from './welcome';

/** `npm start`: the whole system on one machine. */
async function main(): Promise<void> {
  const config = loadStackConfig();
  const stack = new Stack(config, (line) => console.error(line));
  const stop = async (): Promise<void> => {
    console.log('\n  Stopping …');
    await stack.stop();
    console.log('  Stopped. Your data is kept.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop());
  try {
    const url = await stack.start();
    console.log(welcome(url, config));
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(errorLines(error).join('\n'));
  process.exit(1);
});
