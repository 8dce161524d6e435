import { nodeBuild } from '../../vite.node.ts';

export default nodeBuild('apps/worker', {
  main: 'src/main.ts',
  'parser-process': 'src/parser/parser-process.ts',
  'parser-watchdog': 'src/parser/parser-watchdog.ts',
});
