import { Binary, UUID } from 'bson';
import { ErrorCode, ServerError } from '../server-error';
import { type Doc, isDoc } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { serializeDocument } from '../values/serialize-document';
import { defineIndex, type IndexDefinition } from './index-definition';
import { blob, type SqliteConnection } from './sqlite-file';
import type { StoredView } from './stored-view';

/** A collection as the catalog knows it; never changed in place. */
export interface Collection {
  /** The number of its table. */
  id: number;
  namespace: string;
  database: string;
  name: string;
  uuid: Binary;
  options: Doc;
  /** The index on `_id` first. */
  indexes: IndexDefinition[];
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY AUTOINCREMENT, namespace TEXT NOT NULL UNIQUE, info BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec BLOB NOT NULL, multikey TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS retries (session BLOB PRIMARY KEY, number INTEGER NOT NULL, at INTEGER NOT NULL, reply BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS oplog (ts INTEGER PRIMARY KEY, namespace TEXT NOT NULL, entry BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS watched (namespace TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

const FORMAT = 1;

/** Makes the tables that every data folder has. @throws ServerError when the data are of a later format */
export function createSchema(connection: SqliteConnection): void {
  connection.exec(SCHEMA);
  connection.run("INSERT OR IGNORE INTO meta (key, value) VALUES ('format', ?)", FORMAT);
  const format = Number(connection.get("SELECT value FROM meta WHERE key = 'format'")?.['value']);
  if (format > FORMAT) {
    throw new ServerError(
      ErrorCode.InternalError,
      `the data folder has format ${format}; this version knows ${FORMAT}`,
    );
  }
}

export const collectionTable = (id: number): string => `c${id}`;
export const indexTable = (id: number): string => `i${id}`;

function idIndex(): IndexDefinition {
  return { ...defineIndex(0, { key: { _id: 1 }, name: '_id_' }), unique: true };
}

/** The collections and indexes at one moment. A write works on a copy, which becomes the truth at its commit. */
export class Catalog {
  private constructor(
    private readonly collections: Map<string, Collection>,
    private readonly views: Map<string, StoredView>,
  ) {}

  static load(connection: SqliteConnection): Catalog {
    const collections = new Map<string, Collection>();
    const views = new Map<string, StoredView>();
    for (const row of connection.all('SELECT id, namespace, info FROM collections')) {
      const id = Number(row['id']);
      const namespace = String(row['namespace']);
      const info = parseDocument(blob(row['info']));
      const view = viewOf(id, namespace, info);
      if (view) {
        views.set(namespace, view);
        continue;
      }
      const indexes = connection
        .all('SELECT id, spec, multikey FROM indexes WHERE collection = ? ORDER BY id', id)
        .map((index) =>
          defineIndex(
            Number(index['id']),
            parseDocument(blob(index['spec'])),
            Array.from(String(index['multikey']), (flag) => flag === '1'),
          ),
        );
      collections.set(namespace, newCollection(id, namespace, info, [idIndex(), ...indexes]));
    }
    return new Catalog(collections, views);
  }

  copy(): Catalog {
    return new Catalog(new Map(this.collections), new Map(this.views));
  }

  /** The collection of that name. @throws ServerError CommandNotSupportedOnView when it is a view's */
  find(namespace: string): Collection | undefined {
    if (this.views.has(namespace)) {
      throw new ServerError(
        ErrorCode.CommandNotSupportedOnView,
        `Namespace ${namespace} is a view, not a collection`,
      );
    }
    return this.collections.get(namespace);
  }

  findView(namespace: string): StoredView | undefined {
    return this.views.get(namespace);
  }

  all(): Collection[] {
    return [...this.collections.values()];
  }

  ofDatabase(database: string): Collection[] {
    return this.all().filter((collection) => collection.database === database);
  }

  allViews(): StoredView[] {
    return [...this.views.values()];
  }

  viewsOf(database: string): StoredView[] {
    return this.allViews().filter((view) => view.database === database);
  }

  putView(view: StoredView): StoredView {
    this.views.set(view.namespace, view);
    return view;
  }

  put(collection: Collection): Collection {
    this.collections.set(collection.namespace, collection);
    return collection;
  }

  delete(namespace: string): void {
    this.collections.delete(namespace);
    this.views.delete(namespace);
  }
}

function viewOf(id: number, namespace: string, info: Doc): StoredView | undefined {
  const options = isDoc(info['options']) ? info['options'] : {};
  const { viewOn, pipeline } = options;
  if (typeof viewOn !== 'string') return undefined;
  const dot = namespace.indexOf('.');
  return {
    id,
    namespace,
    database: namespace.slice(0, dot),
    name: namespace.slice(dot + 1),
    on: viewOn,
    pipeline: Array.isArray(pipeline) ? (pipeline as unknown[]) : [],
  };
}

function newCollection(id: number, namespace: string, info: Doc, indexes: IndexDefinition[]): Collection {
  const dot = namespace.indexOf('.');
  const uuid = info['uuid'] instanceof Binary ? info['uuid'] : new UUID();
  return {
    id,
    namespace,
    database: namespace.slice(0, dot),
    name: namespace.slice(dot + 1),
    uuid,
    options: isDoc(info['options']) ? info['options'] : {},
    indexes,
  };
}

/** Makes a collection's tables and its entry. */
export function createCollection(connection: SqliteConnection, namespace: string, options: Doc): Collection {
  const info: Doc = { uuid: new UUID(), options };
  const { rowId } = connection.run(
    'INSERT INTO collections (namespace, info) VALUES (?, ?)',
    namespace,
    serializeDocument(info),
  );
  connection.exec(
    `CREATE TABLE ${collectionTable(rowId)} (rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, doc BLOB NOT NULL) STRICT`,
  );
  return newCollection(rowId, namespace, info, [idIndex()]);
}

/** Stores changed options of a collection. */
export function saveOptions(connection: SqliteConnection, collection: Collection): void {
  const info = serializeDocument({ uuid: collection.uuid, options: collection.options });
  connection.run('UPDATE collections SET info = ? WHERE id = ?', info, collection.id);
}

/** Takes a collection's tables and its entry away. */
export function dropCollection(connection: SqliteConnection, collection: Collection): void {
  connection.forgetStatements();
  for (const index of collection.indexes.slice(1)) connection.exec(`DROP TABLE ${indexTable(index.id)}`);
  connection.exec(`DROP TABLE ${collectionTable(collection.id)}`);
  connection.run('DELETE FROM indexes WHERE collection = ?', collection.id);
  connection.run('DELETE FROM collections WHERE id = ?', collection.id);
}

/** Makes an index's table and its entry; filling it is the caller's. */
export function createIndexTable(
  connection: SqliteConnection,
  collection: Collection,
  spec: Doc,
): IndexDefinition {
  const draft = defineIndex(0, spec);
  const { rowId } = connection.run(
    'INSERT INTO indexes (collection, spec, multikey) VALUES (?, ?, ?)',
    collection.id,
    serializeDocument(draft.spec),
    '0'.repeat(draft.fields.length),
  );
  connection.exec(
    `CREATE TABLE ${indexTable(rowId)} (k BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (k, rid)) STRICT, WITHOUT ROWID`,
  );
  return { ...draft, id: rowId };
}

export function dropIndexTable(connection: SqliteConnection, index: IndexDefinition): void {
  connection.forgetStatements();
  connection.exec(`DROP TABLE ${indexTable(index.id)}`);
  connection.run('DELETE FROM indexes WHERE id = ?', index.id);
}

/** Stores a changed specification (`collMod`) or multikey flags of an index. */
export function saveIndex(connection: SqliteConnection, index: IndexDefinition): void {
  connection.run(
    'UPDATE indexes SET spec = ?, multikey = ? WHERE id = ?',
    serializeDocument(index.spec),
    index.multikey.map((flag) => (flag ? '1' : '0')).join(''),
    index.id,
  );
}
