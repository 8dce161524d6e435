import { fileURLToPath } from 'node:url';

const built = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The built programs, beside this one in `dist`. */
export const PROGRAMS = {
  api: built('apps/api/main.js'),
  seed: built('apps/api/seed.js'),
  worker: built('apps/worker/main.js'),
  database: built('libs/embedded-mongo/server.js'),
};
