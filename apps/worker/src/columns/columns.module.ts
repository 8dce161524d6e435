import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { ParserModule } from '../parser/parser.module';
import { RememberedColumns } from './remembered-columns';

@Module({
  imports: [ParserModule, PersistenceModule],
  providers: [RememberedColumns],
  exports: [RememberedColumns],
})
export class ColumnsModule {}
