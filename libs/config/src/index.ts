/**
 * Settings from the environment: each program declares a zod schema of its variables, and a wrong value
 * stops the start with one clear line each.
 */
export { errorLines } from './error-lines';
export { ConfigError, readEnvironment } from './read-environment';
export * as setting from './settings';
