import { type MongooseModuleFactoryOptions } from '@nestjs/mongoose';

/**
 * How api and worker connect: every write is on a majority's disks before it is acknowledged, and a
 * database that can't be reached is an error within seconds, not a request that hangs.
 */
export function connectionOptions(uri: string, appName: string): MongooseModuleFactoryOptions {
  return {
    uri,
    appName,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: 4_000,
    connectTimeoutMS: 4_000,
    socketTimeoutMS: 60_000,
    heartbeatFrequencyMS: 2_000,
    autoIndex: true,
    bufferCommands: false,
    lazyConnection: false,
    retryAttempts: 30,
    retryDelay: 1_000,
  };
}
