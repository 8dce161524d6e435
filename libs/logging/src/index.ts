/** How api and worker log: JSON lines in production, one-liners for people elsewhere. */
export { compactLine, compactLines } from './compact-lines';
