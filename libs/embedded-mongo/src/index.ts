/**
 * An embedded database that speaks MongoDB's wire protocol, for one machine without a MongoDB. It runs in a
 * process of its own (`server.ts`); this entry starts and finds that process. Start reading at
 * `mongo-server.ts`, then `commands/dispatcher.ts` (a request's way) and `storage/engine.ts` (the data).
 */
export {
  EmbeddedMongo,
  EmbeddedMongoStartError,
  findRunningEmbeddedMongo,
  startEmbeddedMongo,
  type StartOptions,
} from './start-embedded-mongo';
