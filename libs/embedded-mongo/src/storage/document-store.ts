import { type Doc } from '../values/document';
import { encodeKey } from '../values/key-encoding';
import { parseDocument } from '../values/parse-document';
import { type Catalog, type Collection, collectionTable, indexTable, saveIndex } from './catalog';
import type { IndexDefinition } from './index-definition';
import { duplicateKey, indexKeys } from './index-keys';
import { blob, type SqliteConnection } from './sqlite-file';

/** A stored document: its row, and its bytes as they were stored. */
export interface StoredDocument {
  rid: number;
  bytes: Buffer;
}

/** Writes documents of one collection with all their index entries. */
export class DocumentStore {
  private readonly table: string;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly catalog: Catalog,
    private collection: Collection,
  ) {
    this.table = collectionTable(collection.id);
  }

  /** @throws ServerError DuplicateKey */
  insert(doc: Doc, bytes: Buffer): void {
    const id = encodeKey(doc['_id']);
    const exists = this.connection.get(`SELECT rid FROM ${this.table} WHERE id = ?`, id);
    const [idIndex] = this.collection.indexes;
    if (exists && idIndex) throw duplicateKey(this.collection.namespace, idIndex, doc);
    const entries = this.entriesOf(doc, undefined);
    const { rowId } = this.connection.run(`INSERT INTO ${this.table} (id, doc) VALUES (?, ?)`, id, bytes);
    for (const { index, keys } of entries) this.addKeys(index, keys, rowId);
  }

  /** Puts `doc` in the place of a stored document of the same `_id`. @throws ServerError DuplicateKey */
  replace(rid: number, before: Doc, doc: Doc, bytes: Buffer): void {
    const entries = this.entriesOf(doc, rid);
    for (const { index, keys } of entries) {
      const old = indexKeys(index, before).keys;
      const kept = new Set(keys.map(text));
      const had = new Set(old.map(text));
      this.removeKeys(
        index,
        old.filter((key) => !kept.has(text(key))),
        rid,
      );
      this.addKeys(
        index,
        keys.filter((key) => !had.has(text(key))),
        rid,
      );
    }
    this.connection.run(`UPDATE ${this.table} SET doc = ? WHERE rid = ?`, bytes, rid);
  }

  remove(rid: number, doc: Doc): void {
    for (const index of this.collection.indexes.slice(1))
      this.removeKeys(index, indexKeys(index, doc).keys, rid);
    this.connection.run(`DELETE FROM ${this.table} WHERE rid = ?`, rid);
  }

  find(rid: number): StoredDocument | undefined {
    const row = this.connection.get(`SELECT doc FROM ${this.table} WHERE rid = ?`, rid);
    return row && { rid, bytes: blob(row['doc']) };
  }

  /** Fills a new index with the next documents after `from`; gives the last row done, undefined at the end. */
  fillIndex(index: IndexDefinition, from: number, count: number): number | undefined {
    const rows = this.connection.all(
      `SELECT rid, doc FROM ${this.table} WHERE rid > ? ORDER BY rid LIMIT ?`,
      from,
      count,
    );
    for (const row of rows) {
      const rid = Number(row['rid']);
      const doc = parseDocument(blob(row['doc']));
      this.addKeys(index, this.checkedKeys(index, doc, rid), rid);
    }
    const last = rows.at(-1);
    return last && Number(last['rid']);
  }

  private entriesOf(doc: Doc, rid: number | undefined): { index: IndexDefinition; keys: Buffer[] }[] {
    return this.collection.indexes
      .slice(1)
      .map((index) => ({ index, keys: this.checkedKeys(index, doc, rid) }));
  }

  private checkedKeys(index: IndexDefinition, doc: Doc, rid: number | undefined): Buffer[] {
    const { keys, multikey } = indexKeys(index, doc);
    if (multikey.some((flag, at) => flag && !index.multikey[at])) this.markMultikey(index, multikey);
    if (!index.unique) return keys;
    for (const key of keys) {
      const row = this.connection.get(`SELECT rid FROM ${indexTable(index.id)} WHERE k = ? LIMIT 1`, key);
      if (row && Number(row['rid']) !== rid) throw duplicateKey(this.collection.namespace, index, doc);
    }
    return keys;
  }

  private markMultikey(index: IndexDefinition, flags: boolean[]): void {
    const current = this.catalog.find(this.collection.namespace) ?? this.collection;
    const marked: IndexDefinition[] = current.indexes.map((other) =>
      other.id === index.id
        ? { ...other, multikey: other.multikey.map((flag, at) => flag || flags[at] === true) }
        : other,
    );
    const changed = marked.find(({ id }) => id === index.id);
    // An index that is still being built is not in the catalog yet: its own definition takes the flags.
    if (!changed) index.multikey = index.multikey.map((flag, at) => flag || flags[at] === true);
    else saveIndex(this.connection, changed);
    this.collection = this.catalog.put({ ...current, indexes: marked });
  }

  private addKeys(index: IndexDefinition, keys: Buffer[], rid: number): void {
    for (const key of keys) {
      this.connection.run(`INSERT INTO ${indexTable(index.id)} (k, rid) VALUES (?, ?)`, key, rid);
    }
  }

  private removeKeys(index: IndexDefinition, keys: Buffer[], rid: number): void {
    for (const key of keys) {
      this.connection.run(`DELETE FROM ${indexTable(index.id)} WHERE k = ? AND rid = ?`, key, rid);
    }
  }
}

const text = (key: Buffer): string => key.toString('latin1');
