import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { ColumnsModule } from '../columns/columns.module';
import { EventsModule } from '../events/events.module';
import { ParserModule } from '../parser/parser.module';
import { WorkspaceModule } from '../workspace/workspace.module';
import { InspectionProcessor } from './inspection-processor';
import { InspectionWakeUp } from './inspection-wake-up';
import { Inspector } from './inspector';

/** Looks at staged files: previews and dry runs. */
@Module({
  imports: [ColumnsModule, EventsModule, ParserModule, PersistenceModule, WorkspaceModule],
  providers: [InspectionProcessor, InspectionWakeUp, Inspector],
})
export class InspectionsModule {}
