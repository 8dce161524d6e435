import { nodeBuild } from '../../vite.node.ts';

export default nodeBuild('libs/embedded-mongo', {
  server: 'src/server.ts',
  'crash-test': 'src/cli/crash-test/main.ts',
  data: 'src/cli/data/main.ts',
  'mongo-spec': 'src/cli/mongo-spec/main.ts',
});
