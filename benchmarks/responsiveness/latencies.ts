import { type ApiClient } from '@orders/test-stack';

/** Durations of requests in milliseconds. */
export type Latencies = number[];

/** Asks for the job list again and again until `end` settles. */
export async function measureLatencies(client: ApiClient, end: Promise<unknown>): Promise<Latencies> {
  const latencies: Latencies = [];
  let ended = false;
  const stop = (): void => {
    ended = true;
  };
  end.then(stop, stop);
  while (!ended) {
    const started = performance.now();
    await client.get('jobs?limit=20');
    latencies.push(performance.now() - started);
  }
  return latencies;
}

/** Median, 95th and 99th percentile and maximum over all runs, in milliseconds. */
export function summary(runs: Latencies[]): Record<string, string> {
  const sorted = runs.flat().toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
  return { requests: String(sorted.length), median: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
