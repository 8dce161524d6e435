import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { OverviewController } from './overview.controller';
import { OverviewService } from './overview.service';

@Module({ imports: [PersistenceModule], controllers: [OverviewController], providers: [OverviewService] })
export class OverviewModule {}
