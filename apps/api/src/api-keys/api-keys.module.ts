import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { ApiKeysController } from './api-keys.controller';

@Module({ imports: [PersistenceModule], controllers: [ApiKeysController] })
export class ApiKeysModule {}
