import { nodeBuild } from '../../vite.node.ts';

export default nodeBuild('apps/api', { main: 'src/main.ts', seed: 'src/seed/main.ts' });
