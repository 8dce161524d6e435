import { type StackOptions, startStack, type TestStack } from '@orders/test-stack';
import { QueueClient } from './queue-client';

/** Settings of fault tests: leases short enough to wait for their end. */
export const LEASE_MS = 3_000;
export const POLL_MS = 200;

/** A database and workers as real processes, and a client of the queue. */
export interface Bench extends AsyncDisposable {
  stack: TestStack;
  client: QueueClient;
}

export async function startBench(options: StackOptions = {}): Promise<Bench> {
  const environment = {
    LEASE_MS: String(LEASE_MS),
    POLL_MS: String(POLL_MS),
    RETRY_MS: '100',
    WORKER_SLOTS: '2',
    ...options.environment,
  };
  const stack = await startStack({ apis: 0, ...options, environment });
  try {
    const client = await QueueClient.connect(stack.mongoUri);
    return {
      stack,
      client,
      [Symbol.asyncDispose]: async () => {
        await client[Symbol.asyncDispose]();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
