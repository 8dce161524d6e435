import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run bench -- NAME …`: each benchmark is a folder with a `main.ts` that runs when it is imported. */
const [name = ''] = process.argv.slice(2);
const main = join(import.meta.dirname, name, 'main.ts');
if (!/^[a-z-]+$/.test(name) || !existsSync(main)) {
  console.error(`Name a benchmark, for example: npm run bench -- reader`);
  process.exit(2);
}
process.argv.splice(2, 1);
await import(main);
