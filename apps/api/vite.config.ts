import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBuild } from '../../vite.node.ts';

const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
const { version } = JSON.parse(manifest) as { version: string };

export default {
  ...nodeBuild('apps/api', { main: 'src/main.ts', seed: 'src/seed/main.ts' }),
  define: { BUILD_VERSION: JSON.stringify(version) },
};
