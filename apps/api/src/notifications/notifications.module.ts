import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { MailsController } from './mails.controller';
import { PreferencesController } from './preferences.controller';

@Module({ imports: [PersistenceModule], controllers: [MailsController, PreferencesController] })
export class NotificationsModule {}
