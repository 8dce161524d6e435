import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { RealtimeModule } from '../realtime/realtime.module';
import { UploadsController } from './uploads.controller';
import { UploadsService } from './uploads.service';

@Module({
  imports: [PersistenceModule, RealtimeModule],
  controllers: [UploadsController],
  providers: [UploadsService],
  exports: [UploadsService],
})
export class UploadsModule {}
