import { compileFilter, type Filter } from '../query/compile-filter';
import { badValue, ErrorCode, ServerError } from '../server-error';
import { describeUpdate } from '../update/describe-update';
import { sameStored } from '../values/compare';
import { type Doc, isDoc, isTruthy, toNumber } from '../values/document';
import { bsonTag } from '../values/document';
import { checkDocumentSize, serializeDocument } from '../values/serialize-document';
import { type Collection, collectionTable } from './catalog';
import { DocumentStore, type StoredDocument } from './document-store';
import type { ChangeRecord, WriteView } from './view';
import { parseDocument } from '../values/parse-document';
import { blob } from './sqlite-file';

/** How a collection's documents are written. */
export interface WriterOptions {
  bypassValidation?: boolean;
}

/** Writes documents of one collection: checks them, keeps indexes, records changes for streams. */
export class CollectionWriter {
  private readonly store: DocumentStore;
  private readonly watched: boolean;
  private readonly validator: Filter | undefined;

  constructor(
    private readonly view: WriteView,
    private readonly collection: Collection,
    options: WriterOptions = {},
  ) {
    this.store = new DocumentStore(view.connection, view.catalog, collection);
    this.watched = view.isWatched(collection.namespace);
    const { validator, validationAction, validationLevel } = collection.options;
    if (
      isDoc(validator) &&
      !options.bypassValidation &&
      validationAction !== 'warn' &&
      validationLevel !== 'off'
    ) {
      this.validator = compileFilter(validator);
    }
    view.touch(collection.namespace);
  }

  find(rid: number): StoredDocument | undefined {
    return this.store.find(rid);
  }

  /** Inserts a document whose `_id` comes first. @throws ServerError DuplicateKey, DocumentValidationFailure */
  insert(doc: Doc, bytes = serializeDocument(doc)): void {
    checkDocumentSize(bytes);
    checkId(doc['_id']);
    this.validate(doc);
    this.store.insert(doc, bytes);
    if (isTruthy(this.collection.options['capped'])) this.trim();
    if (this.watched) this.record('insert', doc, { fullDocument: doc });
  }

  /** Puts a changed document in its place; false when nothing is different. */
  update(stored: StoredDocument, before: Doc, after: Doc, replaces: boolean): boolean {
    const bytes = checkDocumentSize(serializeDocument(after));
    if (bytes.equals(stored.bytes) && sameStored(before, after)) return false;
    this.validate(after);
    this.store.replace(stored.rid, before, after, bytes);
    if (this.watched) {
      const images = { before, after };
      if (replaces) this.record('replace', after, { fullDocument: after }, images);
      else this.record('update', after, { updateDescription: { ...describeUpdate(before, after) } }, images);
    }
    return true;
  }

  remove(stored: StoredDocument, doc: Doc): void {
    this.store.remove(stored.rid, doc);
    if (this.watched) this.record('delete', doc, {}, { before: doc });
  }

  private record(
    operationType: 'insert' | 'update' | 'replace' | 'delete',
    doc: Doc,
    fields: Doc,
    images: ChangeRecord['images'] = {},
  ): void {
    const { database, name, uuid, options } = this.collection;
    const kept = options['changeStreamPreAndPostImages'];
    const keepsImages = isDoc(kept) && kept['enabled'] === true && operationType !== 'insert';
    this.view.record({
      operationType,
      ns: { db: database, coll: name },
      fields: { ...fields, documentKey: { _id: doc['_id'] } },
      expanded: { collectionUUID: uuid },
      ...(keepsImages && { images }),
    });
  }

  private validate(doc: Doc): void {
    if (!this.validator || this.validator.matches(doc)) return;
    throw new ServerError(ErrorCode.DocumentValidationFailure, 'Document failed validation', {
      errInfo: {
        failingDocumentId: doc['_id'],
        details: { operatorName: Object.keys(this.collection.options['validator'] as Doc)[0] ?? '' },
      },
    });
  }

  /** Takes the oldest documents out of a capped collection that has grown too large. */
  private trim(): void {
    const { max, size } = this.collection.options;
    const table = collectionTable(this.collection.id);
    for (;;) {
      const row = this.view.connection.get(`SELECT count(*) AS n, sum(length(doc)) AS bytes FROM ${table}`);
      const over =
        (max !== undefined && Number(row?.['n']) > toNumber(max)) || Number(row?.['bytes']) > toNumber(size);
      const oldest = over && this.view.connection.get(`SELECT rid, doc FROM ${table} ORDER BY rid LIMIT 1`);
      if (!oldest) return;
      this.store.remove(Number(oldest['rid']), parseDocument(blob(oldest['doc'])));
    }
  }
}

function checkId(id: unknown): void {
  if (Array.isArray(id))
    throw new ServerError(ErrorCode.InvalidIdField, "The '_id' value cannot be of type array");
  if (bsonTag(id) === 'BSONRegExp')
    throw new ServerError(ErrorCode.InvalidIdField, "The '_id' value cannot be of type regex");
  if (isDoc(id)) {
    const dollar = Object.keys(id).find((name) => name.startsWith('$'));
    if (dollar !== undefined)
      throw badValue(`_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`);
  }
}
