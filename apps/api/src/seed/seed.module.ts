import { type DynamicModule, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { connectionOptions, PersistenceModule } from '@orders/persistence';
import { PasswordHasher } from '../auth/password-hasher';
import { Seeder } from './seeder';

/** Just enough of the application to make an account. */
@Module({ imports: [PersistenceModule], providers: [PasswordHasher, Seeder] })
export class SeedModule {
  static forRoot(mongoUri: string): DynamicModule {
    return {
      module: SeedModule,
      imports: [
        MongooseModule.forRootAsync({ useFactory: () => connectionOptions(mongoUri, 'bulk-orders-seed') }),
      ],
    };
  }
}
