import type { Doc } from '../values/document';
import type { Breather } from './breather';
import type { Catalog } from './catalog';
import type { SqliteConnection } from './sqlite-file';

/** The data as one operation sees them. */
export interface ReadView {
  connection: SqliteConnection;
  catalog: Catalog;
  breather: Breather;
}

/** What happened to a document or collection, before it has a time. */
export interface ChangeRecord {
  operationType:
    | 'insert'
    | 'update'
    | 'replace'
    | 'delete'
    | 'drop'
    | 'rename'
    | 'dropDatabase'
    | 'create'
    | 'createIndexes'
    | 'dropIndexes'
    | 'modify';
  ns: Doc;
  fields: Doc;
  /** What only streams with `showExpandedEvents` show. */
  expanded?: Doc;
  /** The document before and after the change, for collections that keep both for their streams. */
  images?: { before?: Doc; after?: Doc };
}

/** The data as one writing operation sees and changes them. */
export interface WriteView extends ReadView {
  /** The collection's documents are about to change. */
  touch(namespace: string): void;
  /** Whether changes of this namespace are to be recorded. */
  isWatched(namespace: string): boolean;
  /** Records a change for change streams. */
  record(change: ChangeRecord): void;
}
