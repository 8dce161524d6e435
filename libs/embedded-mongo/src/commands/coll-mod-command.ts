import { compileFilter } from '../query/compile-filter';
import { ErrorCode, ServerError } from '../server-error';
import { type Collection, collectionTable, indexTable, saveIndex, saveOptions } from '../storage/catalog';
import { defineIndex, type IndexDefinition } from '../storage/index-definition';
import { blob } from '../storage/sqlite-file';
import type { WriteView } from '../storage/view';
import { type Doc, isDoc, isTruthy } from '../values/document';
import { identityOf } from '../values/key-encoding';
import { parseDocument } from '../values/parse-document';
import { existingCollection, recordExpanded } from './collection-access';
import { type Command, namespaceOf, write } from './command';
import { changeView } from './view-definitions';

export const collModCommand: Command = {
  fields: [
    'validator',
    'validationLevel',
    'validationAction',
    'index',
    'changeStreamPreAndPostImages',
    'cappedSize',
    'cappedMax',
    'viewOn',
    'pipeline',
  ],
  run: (context) => {
    const { body } = context;
    const namespace = namespaceOf(context);
    return write(context, async (view) => {
      const ofView = view.catalog.findView(namespace);
      if (ofView) {
        changeView(context, view, ofView);
        return Promise.resolve({ ok: 1 });
      }
      const collection = existingCollection(view, namespace);
      for (const option of ['viewOn', 'pipeline']) {
        if (body[option] !== undefined)
          throw new ServerError(ErrorCode.InvalidOptions, `'${option}' option not supported on a collection`);
      }
      const options = { ...collection.options };
      for (const name of [
        'validator',
        'validationLevel',
        'validationAction',
        'changeStreamPreAndPostImages',
      ]) {
        if (body[name] !== undefined) options[name] = body[name];
      }
      if (isDoc(options['validator'])) compileFilter(options['validator']);
      const indexes = isDoc(body['index'])
        ? changedIndexes(view, collection, body['index'])
        : collection.indexes;
      const changed = view.catalog.put({ ...collection, options, indexes });
      saveOptions(view.connection, changed);
      const given = Object.entries(body).filter(([name]) => collModCommand.fields.includes(name));
      recordExpanded(view, changed, 'modify', Object.fromEntries(given));
      return Promise.resolve({ ok: 1 });
    });
  },
};

/** Indexes with one of them changed as `collMod` asks. @throws ServerError IndexNotFound, CannotConvertIndexToUnique */
function changedIndexes(view: WriteView, collection: Collection, change: Doc): Collection['indexes'] {
  const wanted = collection.indexes.find(({ name, spec }) =>
    isDoc(change['keyPattern'])
      ? identityOf(spec['key']) === identityOf(change['keyPattern'])
      : name === change['name'],
  );
  if (!wanted || wanted.id === 0)
    throw new ServerError(ErrorCode.IndexNotFound, `cannot find index for ns ${collection.namespace}`);
  const spec = { ...wanted.spec };
  for (const option of ['expireAfterSeconds', 'hidden', 'prepareUnique', 'unique'])
    if (change[option] !== undefined) spec[option] = change[option];
  if (isTruthy(change['unique'])) {
    checkNoDuplicates(view, collection, wanted);
    delete spec['prepareUnique'];
  }
  const index = defineIndex(wanted.id, spec, wanted.multikey);
  saveIndex(view.connection, index);
  return collection.indexes.map((other) => (other.id === wanted.id ? index : other));
}

/** Refuses to make an index unique whose collection has documents with the same key, and names them. */
function checkNoDuplicates(view: WriteView, collection: Collection, index: IndexDefinition): void {
  if (index.spec['prepareUnique'] !== true && !index.unique) {
    throw new ServerError(
      ErrorCode.InvalidOptions,
      'Cannot make index unique with collMod: run collMod to set prepareUnique:true first',
    );
  }
  const rows = view.connection.all(
    `SELECT i.k AS k, c.doc AS doc FROM ${indexTable(index.id)} AS i
     CROSS JOIN ${collectionTable(collection.id)} AS c ON c.rid = i.rid
     WHERE i.k IN (SELECT k FROM ${indexTable(index.id)} GROUP BY k HAVING count(*) > 1) ORDER BY i.k, i.rid`,
  );
  const violations = new Map<string, unknown[]>();
  for (const row of rows) {
    const key = blob(row['k']).toString('latin1');
    const ids = violations.get(key) ?? [];
    ids.push(parseDocument(blob(row['doc']))['_id']);
    violations.set(key, ids);
  }
  if (violations.size === 0) return;
  throw new ServerError(
    ErrorCode.CannotConvertIndexToUnique,
    'Cannot convert the index to unique. Please resolve conflicting documents before running collMod again.',
    { violations: [...violations.values()].map((ids) => ({ ids })) },
  );
}
