import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crashRun } from './crash-run';

const KILLS = 50;

/** Kills the server 50 times (or as often as the argument says) while four clients write. */
async function main(): Promise<void> {
  const kills = Number(process.argv[2] ?? KILLS);
  const dataDir = mkdtempSync(join(tmpdir(), 'mongo-crash-'));
  try {
    const report = await crashRun(
      fileURLToPath(new URL('./server.js', import.meta.url)),
      dataDir,
      kills,
      (so) =>
        console.log(
          `kill ${so.kills}: ${so.acknowledged} rounds of writes acknowledged, ${so.problems.length} problems`,
        ),
    );
    report.problems.forEach((problem) => console.error(problem));
    process.exitCode = report.problems.length > 0 ? 1 : 0;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
