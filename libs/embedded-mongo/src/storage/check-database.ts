import { encodeKey } from '../values/key-encoding';
import type { Doc } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { Catalog, type Collection, collectionTable, indexTable } from './catalog';
import type { IndexDefinition } from './index-definition';
import { indexKeys } from './index-keys';
import { blob, SqliteConnection } from './sqlite-file';

/** What was looked at in one collection, and what is wrong with it. */
export interface CheckedCollection {
  namespace: string;
  documents: number;
  indexes: number;
  /** Entries of all its indexes but the one on `_id`. */
  entries: number;
  problems: string[];
}

/** What a check found. */
export interface CheckReport {
  /** What SQLite finds wrong with the file, and tables that no collection has. */
  fileProblems: string[];
  collections: CheckedCollection[];
}

/** Problems told of each index; further ones are counted. */
const TOLD = 10;
const PAGE = 500;

/**
 * Checks a data file as it is at one moment, whether a server uses it or not: the file itself, that every
 * document can be read, and that every index has exactly the entries that its documents call for.
 * @throws Error when the file cannot be opened
 */
export function checkDatabase(path: string): CheckReport {
  const connection = SqliteConnection.forReading(path);
  try {
    connection.exec('BEGIN');
    const catalog = Catalog.load(connection);
    return {
      fileProblems: [...damage(connection), ...strayTables(connection, catalog)],
      collections: catalog.all().map((collection) => checkCollection(connection, collection)),
    };
  } finally {
    connection.close();
  }
}

function damage(connection: SqliteConnection): string[] {
  const rows = connection.all('PRAGMA integrity_check');
  return rows.map((row) => String(row['integrity_check'])).filter((line) => line !== 'ok');
}

function strayTables(connection: SqliteConnection, catalog: Catalog): string[] {
  const known = new Set(
    catalog
      .all()
      .flatMap(({ id, indexes }) => [collectionTable(id), ...indexes.map((index) => indexTable(index.id))]),
  );
  return connection
    .all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '[ci][0-9]*'")
    .map((row) => String(row['name']))
    .filter((name) => !known.has(name))
    .map((name) => `the table ${name} belongs to no collection`);
}

function checkCollection(connection: SqliteConnection, collection: Collection): CheckedCollection {
  const checks = collection.indexes.slice(1).map((index) => new IndexCheck(connection, collection, index));
  const problems = new Problems();
  let documents = 0;
  try {
    for (const { rid, id, bytes } of rowsOf(connection, collection)) {
      documents++;
      const doc = decoded(bytes, rid, problems);
      if (!doc) continue;
      if (!encodeKey(doc['_id']).equals(id)) problems.add(`row ${rid}: its key is not that of its _id`);
      for (const check of checks) check.document(rid, doc);
    }
    for (const check of checks) check.finish();
  } catch (error) {
    problems.add(`cannot be read to its end: ${error instanceof Error ? error.message : String(error)}`);
  }
  return {
    namespace: collection.namespace,
    documents,
    indexes: collection.indexes.length,
    entries: checks.reduce((sum, { expected }) => sum + expected, 0),
    problems: [...problems.list(), ...checks.flatMap(({ problems: found }) => found.list())],
  };
}

function* rowsOf(
  connection: SqliteConnection,
  { id }: Collection,
): Generator<{ rid: number; id: Buffer; bytes: Buffer }> {
  let last = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = connection.all(
      `SELECT rid, id, doc FROM ${collectionTable(id)} WHERE rid > ? ORDER BY rid LIMIT ?`,
      last,
      PAGE,
    );
    if (rows.length === 0) return;
    for (const row of rows) yield { rid: Number(row['rid']), id: blob(row['id']), bytes: blob(row['doc']) };
    last = Number(rows.at(-1)?.['rid']);
  }
}

function decoded(bytes: Buffer, rid: number, problems: Problems): Doc | undefined {
  try {
    return parseDocument(bytes);
  } catch (error) {
    problems.add(`row ${rid}: no valid document: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** What is wrong in one place, told only so far. */
class Problems {
  private readonly told: string[] = [];
  private further = 0;

  add(problem: string): void {
    if (this.told.length < TOLD) this.told.push(problem);
    else this.further++;
  }

  list(): string[] {
    return this.further > 0 ? [...this.told, `and ${this.further} more of the kind`] : this.told;
  }
}

/**
 * Compares one index with the documents. Entries are unique, so when each that is called for is there and there
 * are no more of them than that, the two agree both ways.
 */
class IndexCheck {
  expected = 0;
  readonly problems = new Problems();
  private readonly table: string;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly collection: Collection,
    private readonly index: IndexDefinition,
  ) {
    this.table = indexTable(index.id);
  }

  document(rid: number, doc: Doc): void {
    const { keys, multikey } = indexKeys(this.index, doc);
    if (multikey.some((flag, at) => flag && !this.index.multikey[at]))
      this.add(`row ${rid} has an array in it, which the index is not marked for`);
    for (const key of keys) {
      this.expected++;
      if (!this.connection.get(`SELECT 1 FROM ${this.table} WHERE k = ? AND rid = ?`, key, rid))
        this.add(`row ${rid} has no entry`);
    }
  }

  finish(): void {
    const there = Number(this.connection.get(`SELECT count(*) AS n FROM ${this.table}`)?.['n']);
    if (there !== this.expected) {
      this.add(`${there} entries, its documents call for ${this.expected}`);
      this.tellStrays();
    }
    if (!this.index.unique) return;
    const twice = this.connection.all(`SELECT k FROM ${this.table} GROUP BY k HAVING count(*) > 1`);
    if (twice.length > 0) this.add(`unique, but ${twice.length} keys are there more than once`);
  }

  private tellStrays(): void {
    const rows = this.connection.all(
      `SELECT i.k AS k, i.rid AS rid, c.doc AS doc FROM ${this.table} AS i
       LEFT JOIN ${collectionTable(this.collection.id)} AS c ON c.rid = i.rid`,
    );
    for (const row of rows) {
      const rid = Number(row['rid']);
      if (row['doc'] === null) this.add(`an entry of row ${rid}, which is not there`);
      else if (!this.calledFor(blob(row['k']), blob(row['doc']))) this.add(`a wrong entry of row ${rid}`);
    }
  }

  private calledFor(key: Buffer, bytes: Buffer): boolean {
    try {
      return indexKeys(this.index, parseDocument(bytes)).keys.some((wanted) => wanted.equals(key));
    } catch {
      return false;
    }
  }

  private add(problem: string): void {
    this.problems.add(`index ${this.index.name}: ${problem}`);
  }
}
