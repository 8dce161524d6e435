import { writeFileSync } from 'node:fs';
import { type Job } from '@orders/contracts';
import { errorLines } from '@orders/config';
import { sampleWorkbook } from '@orders/sample-orders';
import { loadStackConfig } from '../stack-config';
import { DemoClient } from './demo-client';
import { parseDemoOptions, USAGE } from './demo-options';
import { progressLine } from './progress-line';
import { resultTable } from './result-table';

/** `npm run demo`: makes a sample workbook, uploads it as a user would, and follows its job. */
async function main(): Promise<number> {
  const options = parseDemoOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const config = loadStackConfig();
  const url = (options.url ?? `http://localhost:${config.PORT}`).replace(/\/$/, '');
  const client = new DemoClient(url, config.DATA_DIR);
  const accountFile = await client.signIn();

  const { bytes, truth } = await sampleWorkbook({
    rows: options.rows,
    badRows: options['bad-rows'],
    seed: Date.now(),
  });
  if (options.save) writeFileSync(options.save, bytes);
  console.log(
    `\n  Sample workbook: ${options.rows.toLocaleString('en-US')} rows, ${(bytes.length / 1e6).toFixed(1)} MB`,
  );

  const startedAt = performance.now();
  const job = await follow(client, `sample-orders-${options.rows}.xlsx`, bytes);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (job.status !== 'completed' || !job.metrics) {
    console.error(`\n  The job is ${job.status}: ${job.error?.message ?? 'no reason given'}`);
    return 1;
  }
  const result = resultTable(job.metrics, truth);
  console.log(`\n  Completed ${seconds} s after the upload began\n\n${result.text}\n`);
  console.log(`  Job        ${url}/jobs/${job.id}\n  Account    ${accountFile}\n`);
  if (!result.exact) console.error('  The figures are not those that the workbook was made with.');
  return result.exact ? 0 : 1;
}

/** Uploads, shows live progress, and gives the job as it ended. */
async function follow(client: DemoClient, name: string, bytes: Uint8Array): Promise<Job> {
  const socket = await client.listen();
  try {
    const followed: { id?: string } = {};
    const ended = new Set<string>();
    const done = new Promise<void>((resolve) => {
      socket.on('job.progress', (event) => {
        if (event.jobId === followed.id && process.stdout.isTTY)
          process.stdout.write(`\r${progressLine(event)}\x1b[K`);
      });
      socket.on('job.finished', (job) => {
        ended.add(job.id);
        if (job.id === followed.id) resolve();
      });
    });
    const { id } = await client.upload(name, bytes);
    followed.id = id;
    // It may have ended before the answer to the upload was read.
    if (!ended.has(id)) await done;
    return await client.job(id);
  } finally {
    socket.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const refused = error instanceof Error && error.cause instanceof Error && 'code' in error.cause;
    console.error(
      refused
        ? '  The system is not running: start it with `npm start` first.'
        : errorLines(error).join('\n'),
    );
    process.exit(1);
  },
);
