import { nodeTests } from '../../vitest.node.ts';

export default nodeTests('libs/embedded-mongo', { maxWorkers: 2 });
