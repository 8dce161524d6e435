import { setTimeout as delay } from 'node:timers/promises';
import { sampleWorkbook } from '@orders/sample-orders';
import { ApiClient, startStack } from '@orders/test-stack';
import { type Latencies, measureLatencies, summary } from './latencies';

/**
 * `npm run bench -- responsiveness`: how fast the API answers at rest and while a file of a million rows is
 * received and processed. Both are measured in turn in the same run.
 */
const ROWS = Number(process.argv[2] ?? 1_000_000);
const RUNS = 3;
const REST_MS = 3_000;

const { bytes } = await sampleWorkbook({ rows: ROWS, badRows: 1_000 });
const stack = await startStack({ environment: { MAX_FILE_MB: '500' } });
const rest: Latencies[] = [];
const busy: Latencies[] = [];
try {
  const client = await ApiClient.register(stack.url);
  await client.process('warm-up.xlsx', (await sampleWorkbook({ rows: 1_000 })).bytes);
  for (let run = 0; run < RUNS; run++) {
    rest.push(await measureLatencies(client, delay(REST_MS)));
    const started = performance.now();
    const processing = client.process(`orders-${run}.xlsx`, bytes);
    busy.push(await measureLatencies(client, processing));
    const job = await processing;
    console.log(`Run ${run + 1}: ${job.status} after ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
} finally {
  await stack.stop();
}
console.log(
  `\nGET /jobs, one after the other, ${ROWS.toLocaleString('en-US')} rows, ${(bytes.length / 1e6).toFixed(1)} MB`,
);
console.table({ 'at rest': summary(rest), 'while processing': summary(busy) });
