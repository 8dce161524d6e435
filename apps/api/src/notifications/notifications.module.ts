import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { RealtimeModule } from '../realtime/realtime.module';
import { MailsController } from './mails.controller';
import { NotificationsController } from './notifications.controller';
import { NotificationsService } from './notifications.service';
import { PreferencesController } from './preferences.controller';

@Module({
  imports: [PersistenceModule, RealtimeModule],
  controllers: [MailsController, NotificationsController, PreferencesController],
  providers: [NotificationsService],
})
export class NotificationsModule {}
