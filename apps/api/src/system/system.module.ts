import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { PartsReader } from './parts-reader';
import { SystemController } from './system.controller';
import { SystemService } from './system.service';

@Module({
  imports: [PersistenceModule],
  controllers: [SystemController],
  providers: [PartsReader, SystemService],
})
export class SystemModule {}
