import { type DynamicModule, Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { WorkspaceModule } from '../workspace/workspace.module';
import { OrderFileReader } from './order-file-reader';
import { PARSER_ENTRY } from './parser-entry';
import { ParserPool } from './parser-pool';

/** Parser processes. `forRoot` once, with the built entry of the child process; plain elsewhere. */
@Module({
  imports: [PersistenceModule, WorkspaceModule],
  providers: [OrderFileReader, ParserPool],
  exports: [OrderFileReader],
})
export class ParserModule {}

/** Says where the parser process's entry is. */
@Module({})
export class ParserEntryModule {
  static forRoot(entry: URL): DynamicModule {
    const provider = { provide: PARSER_ENTRY, useValue: entry };
    return { module: ParserEntryModule, global: true, providers: [provider], exports: [provider] };
  }
}
