import { nodeTests } from '../../vitest.node';

export default nodeTests('libs/contracts');
