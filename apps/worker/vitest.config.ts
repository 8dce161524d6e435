import { nodeTests } from '../../vitest.node.ts';

/** These tests wait for leases, polls and restarts more than they work: two files at once. */
export default nodeTests('apps/worker', { maxWorkers: 2 });
