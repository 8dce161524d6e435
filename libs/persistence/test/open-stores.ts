import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongooseModule } from '@nestjs/mongoose';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PROGRAMS, startDatabase } from '@orders/test-stack';
import { connectionOptions } from '../src/connection-options';
import { PersistenceModule } from '../src/persistence.module';

@Module({})
class TestModule {}

/** The repositories on a real database process of their own. */
export async function openStores(): Promise<{ stores: INestApplicationContext; close: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'orders-persistence-'));
  const database = await startDatabase({ serverPath: PROGRAMS.database, dataDir });
  const stores = await NestFactory.createApplicationContext(
    {
      module: TestModule,
      imports: [
        MongooseModule.forRootAsync({ useFactory: () => connectionOptions(database.uri, 'test') }),
        PersistenceModule,
      ],
    },
    { logger: ['error', 'fatal'] },
  );
  return {
    stores,
    close: async () => {
      await stores.close();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
