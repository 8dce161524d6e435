import { nodeTests } from '../../vitest.node';

export default nodeTests('libs/config');
