import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { WebhooksController } from './webhooks.controller';
import { WebhooksService } from './webhooks.service';

@Module({ imports: [PersistenceModule], controllers: [WebhooksController], providers: [WebhooksService] })
export class WebhooksModule {}
