import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { LiveEvents } from './live-events';
import { RealtimeGateway } from './realtime.gateway';

@Module({
  imports: [AuthModule],
  providers: [LiveEvents, RealtimeGateway],
  exports: [LiveEvents],
})
export class RealtimeModule {}
