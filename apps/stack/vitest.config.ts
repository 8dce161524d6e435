import { nodeTests } from '../../vitest.node';

export default nodeTests('apps/stack');
