import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';

/** `npm run bench -- NAME …`: each benchmark is a folder with a `main.ts` that runs when it is imported. */
const [name = ''] = process.argv.slice(2);
const main = join(import.meta.dirname, name, 'main.ts');
if (!/^[a-z-]+$/.test(name) || !existsSync(main)) {
  console.error('Name a benchmark: npm run bench -- reader, hostile, mongo or responsiveness');
  process.exit(2);
}
process.argv.splice(2, 1);
// Through Vite, so that benchmarks may import the workspace's libraries by their names.
await runnerImport(main, { root: import.meta.dirname, resolve: { tsconfigPaths: true } });
