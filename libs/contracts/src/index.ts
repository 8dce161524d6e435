/**
 * The single truth of what api, worker and console say to each other: zod schemas and their types.
 * The API validates with them, Swagger documents them, the console's forms and clients use them.
 * Start with `job.ts` (a job's life cycle) and `order-summary.ts` (the figures).
 */
export * from './api-key';
export * from './audit';
export * from './auth';
export * from './events';
export * from './file-error';
export * from './health';
export * from './job';
export * from './job-event';
export * from './mail';
export * from './money';
export * from './notification';
export * from './order-preview';
export * from './order-summary';
export * from './overview';
export * from './page';
export { isNamedAfter } from './password-rules';
export * from './problem';
export * from './queue';
export * from './row-error';
export * from './session';
export * from './staged-upload';
export * from './system';
export * from './upload';
export * from './user';
export * from './webhook';
