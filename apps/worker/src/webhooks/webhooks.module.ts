import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { WebhookCaller } from './webhook-caller';
import { WebhookDispatcher } from './webhook-dispatcher';

/** Messages to webhooks. Imported by the worker alone. */
@Module({ imports: [PersistenceModule], providers: [WebhookCaller, WebhookDispatcher] })
export class WebhooksModule {}
