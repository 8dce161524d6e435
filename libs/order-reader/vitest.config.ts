import { nodeTests } from '../../vitest.node.ts';

// Property tests and fuzzing take their time where other projects are tested beside them.
export default nodeTests('libs/order-reader', { testTimeout: 180_000 });
