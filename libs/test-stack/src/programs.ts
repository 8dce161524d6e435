import { join } from 'node:path';

const dist = join(import.meta.dirname, '../../../dist');

/** The built programs that tests start: the very files that a user runs. */
export const PROGRAMS = {
  api: join(dist, 'apps/api/main.js'),
  worker: join(dist, 'apps/worker/main.js'),
  database: join(dist, 'libs/embedded-mongo/server.js'),
};
