import { DirectSqlite } from './direct-sqlite';
import { EmbeddedServer } from './embedded-server';

/**
 * `npm run bench -- mongo [JOBS]`: the embedded server's speed through the driver, at one and at eight clients,
 * as ratios to the same work done on `node:sqlite` in this very process.
 */
const JOBS = Number(process.argv[2] ?? 100_000);
const OPERATIONS = 2000;
const CLIENTS = 8;
const CLAIM_WORKERS = 20;
const FILE_BYTES = 50 * 1024 * 1024;
const CHUNK_BYTES = 255 * 1024;

/** Operations a second. */
async function rate(count: number, clients: number, run: (at: number) => unknown): Promise<number> {
  const started = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) await run(at);
  };
  await Promise.all(Array.from({ length: clients }, work));
  return (count * 1000) / (performance.now() - started);
}

async function seconds(run: () => unknown): Promise<number> {
  const started = performance.now();
  await run();
  return (performance.now() - started) / 1000;
}

const direct = new DirectSqlite();
const server = await EmbeddedServer.start();
const rows: Record<string, Record<string, string>> = {};

async function compare(
  name: string,
  count: number,
  viaDriver: (at: number) => unknown,
  directly: (at: number) => unknown,
): Promise<void> {
  const one = await rate(count, 1, viaDriver);
  const eight = await rate(count, CLIENTS, viaDriver);
  const sqlite = await rate(count, 1, directly);
  rows[name] = {
    '1 client/s': one.toFixed(0),
    '8 clients/s': eight.toFixed(0),
    'sqlite/s': sqlite.toFixed(0),
    'ratio 1': (one / sqlite).toFixed(3),
    'ratio 8': (eight / sqlite).toFixed(3),
  };
}

try {
  await server.fill(JOBS, 'pending');
  direct.fill(JOBS, 'pending');
  await compare(
    'insertOne',
    OPERATIONS,
    (at) => server.insertOne(at),
    (at) => direct.insertOne(at),
  );
  await compare(
    'claim',
    OPERATIONS,
    () => server.claim(),
    () => direct.claim(),
  );
  await compare(
    'find, sort, limit 50',
    OPERATIONS,
    (at) => server.page(at % 10),
    (at) => direct.page(at % 10),
  );
  await compare(
    'group all by status',
    8,
    () => server.aggregate(),
    () => direct.aggregate(),
  );
  console.table(rows);

  const before = {
    examined: await server.examinedByClaim(),
    rate: await rate(OPERATIONS, CLAIM_WORKERS, () => server.claim()),
  };
  await server.fill(JOBS, 'completed');
  const after = {
    examined: await server.examinedByClaim(),
    rate: await rate(OPERATIONS, CLAIM_WORKERS, () => server.claim()),
  };
  console.log(
    `Claims by ${CLAIM_WORKERS} workers: ${before.rate.toFixed(0)}/s, examining ${before.examined}; with ${JOBS} finished jobs more: ${after.rate.toFixed(0)}/s, examining ${after.examined}`,
  );

  const bytes = Buffer.alloc(FILE_BYTES, 'orders');
  const chunks = Math.ceil(FILE_BYTES / CHUNK_BYTES);
  let id: unknown;
  const up = await seconds(async () => (id = await server.upload(bytes)));
  const down = await seconds(() => server.download(id));
  const sqliteUp = await seconds(() => direct.write(bytes.subarray(0, CHUNK_BYTES), chunks));
  const sqliteDown = await seconds(() => direct.read(chunks));
  console.log(
    `GridFS 50 MB: up ${up.toFixed(2)} s (sqlite ${sqliteUp.toFixed(2)} s), down ${down.toFixed(2)} s (sqlite ${sqliteDown.toFixed(2)} s)`,
  );

  const latencies = (await server.streamLatencies(200)).toSorted((a, b) => a - b);
  console.log(
    `Change stream, insert to event: median ${latencies[100]?.toFixed(1)} ms, p95 ${latencies[190]?.toFixed(1)} ms`,
  );
  console.log(`Memory of the server after all: ${server.memoryMb().toFixed(0)} MB`);
} finally {
  await server.stop();
  direct.close();
}
