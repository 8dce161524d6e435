/**
 * The real system for tests: embedded database, API, workers and a mail server as processes of their own,
 * in a folder of their own, on free ports. Start with `startStack`.
 */
export { ApiClient, type ApiAnswer } from './api-client';
export { JobWatch } from './job-watch';
export { type ReceivedMail, SmtpSink } from './smtp-sink';
export { startStack, type StackOptions, type TestStack } from './start-stack';
export { TestProcess } from './test-process';
export { startEmbeddedMongo as startDatabase } from '@orders/embedded-mongo';
export { PROGRAMS } from './programs';
