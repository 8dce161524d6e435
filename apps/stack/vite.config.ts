import { nodeBuild } from '../../vite.node.ts';

export default nodeBuild('apps/stack', {
  main: 'src/main.ts',
  demo: 'src/demo/main.ts',
  seed: 'src/seed.ts',
});
