import { nodeTests } from '../../vitest.node.ts';

/** The promises of docs/guarantees.md at full length, one after the other: each needs the machine for itself. */
export default nodeTests('apps/worker', {
  include: ['test/faults/**/*.spec.ts'],
  env: { FAULTS: 'full' },
  fileParallelism: false,
  reporters: ['default', './test/harness/count-reporter.ts'],
});
