import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** A row of SQLite. */
export type Row = Record<string, unknown>;

const MAX_PREPARED = 2000;

/** One connection to the database file, with its prepared statements. */
export class SqliteConnection {
  private readonly statements = new Map<string, StatementSync>();
  /** Those that give rows as lists. */
  private readonly listing = new Map<string, StatementSync>();

  private constructor(readonly database: DatabaseSync) {}

  /** Opens the file for writing: write-ahead log, and each commit flushed to the disk. */
  static forWriting(path: string): SqliteConnection {
    const database = new DatabaseSync(path);
    database.exec(
      'PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;' +
        'PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000',
    );
    return new SqliteConnection(database);
  }

  /** Opens the file for reading only; a statement sees what is committed when it runs. */
  static forReading(path: string, cacheKib = 65_536): SqliteConnection {
    const database = new DatabaseSync(path, { readOnly: true });
    database.exec(`PRAGMA cache_size = -${cacheKib}; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000`);
    return new SqliteConnection(database);
  }

  private prepare(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (!statement) {
      if (this.statements.size >= MAX_PREPARED) this.statements.clear();
      statement = this.database.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.prepare(sql).all(...values);
  }

  /** As `all`, each row as the list of its columns: quicker where there are many. */
  lists(sql: string, ...values: SQLInputValue[]): unknown[][] {
    let statement = this.listing.get(sql);
    if (!statement) {
      if (this.listing.size >= MAX_PREPARED) this.listing.clear();
      statement = this.database.prepare(sql);
      statement.setReturnArrays(true);
      this.listing.set(sql, statement);
    }
    return statement.all(...values) as unknown as unknown[][];
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.prepare(sql).get(...values);
  }

  /** Runs a statement that writes; gives the row id of an insert. */
  run(sql: string, ...values: SQLInputValue[]): { changes: number; rowId: number } {
    const { changes, lastInsertRowid } = this.prepare(sql).run(...values);
    return { changes: Number(changes), rowId: Number(lastInsertRowid) };
  }

  /** Runs statements without values, such as a change of tables. */
  exec(sql: string): void {
    this.database.exec(sql);
  }

  /** Lets go of prepared statements, so that a table they read can be dropped. */
  forgetStatements(): void {
    this.statements.clear();
    this.listing.clear();
  }

  close(): void {
    this.forgetStatements();
    this.database.close();
  }
}

/** A blob of a row as a Buffer over the same memory. */
export function blob(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new TypeError('expected a blob');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
