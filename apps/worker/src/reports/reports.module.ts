import { Module } from '@nestjs/common';
import { MailerModule } from '@nestjs-modules/mailer';
import { PersistenceModule } from '@orders/persistence';
import { AccountMailComposer } from '../account-mails/account-mail-composer';
import { AccountMailDelivery } from '../account-mails/account-mail-delivery';
import { WORKER_CONFIG } from '../config/worker-config';
import { EventsModule } from '../events/events.module';
import { MailDispatcher } from './mail-dispatcher';
import { MailFailures } from './mail-failures';
import { MailSender } from './mail-sender';
import { mailerOptions } from './mailer-options';
import { ReportAttachments } from './report-attachments';
import { ReportComposer } from './report-composer';
import { ReportDelivery } from './report-delivery';
import { ReportRenderer } from './report-renderer';

/** Report mails, from the outbox to the server or the folder. */
@Module({
  imports: [
    EventsModule,
    MailerModule.forRootAsync({ imports: [], inject: [WORKER_CONFIG], useFactory: mailerOptions }),
    PersistenceModule,
  ],
  providers: [
    AccountMailComposer,
    AccountMailDelivery,
    MailDispatcher,
    MailFailures,
    MailSender,
    ReportAttachments,
    ReportComposer,
    ReportDelivery,
    ReportRenderer,
  ],
  exports: [MailDispatcher],
})
export class ReportsModule {}
