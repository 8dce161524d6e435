import { nodeBuild } from '../../vite.node.ts';

export default nodeBuild('libs/order-reader', {
  orders: 'src/cli/orders.ts',
  'order-reader': 'src/index.ts',
});
