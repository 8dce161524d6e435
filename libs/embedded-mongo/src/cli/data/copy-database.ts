import { calculateObjectSize } from 'bson';
import type { Db, Document, MongoClient } from 'mongodb';

/** One collection that was copied. */
export interface Copied {
  namespace: string;
  documents: number;
  indexes: number;
}

/** The copy is not what it was made of. */
export class CopyError extends Error {}

const BATCH = 1000;
const BATCH_BYTES_HINT = 8 * 1024 * 1024;
const internal = new Set(['admin', 'config', 'local']);

/** The names of the databases that hold somebody's data. */
export async function databaseNames(client: MongoClient): Promise<string[]> {
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
  return databases.map(({ name }) => name).filter((name) => !internal.has(name));
}

/**
 * Copies all databases of one server to another: documents, GridFS, indexes and validators; then compares the
 * counts. The target's collections of the same name must be empty.
 * @throws CopyError when one is not, or when a count differs
 */
export async function copyAll(
  source: MongoClient,
  target: MongoClient,
  onCopied: (copied: Copied) => void,
): Promise<void> {
  for (const name of await databaseNames(source))
    await copyDatabase(source.db(name), target.db(name), onCopied);
}

async function copyDatabase(source: Db, target: Db, onCopied: (copied: Copied) => void): Promise<void> {
  for (const { name, type, options } of await listed(source)) {
    if (type === 'view') {
      await target.createCollection(name, options);
      continue;
    }
    if ((await target.collection(name).estimatedDocumentCount()) > 0) {
      throw new CopyError(
        `${target.databaseName}.${name} is not empty in the target: nothing was copied into it`,
      );
    }
    const exists = (await target.listCollections({ name }).toArray()).length > 0;
    if (!exists) await target.createCollection(name, options);
    await copyDocuments(source, target, name);
    const indexes = await copyIndexes(source, target, name);
    const documents = await compareCounts(source, target, name);
    onCopied({ namespace: `${source.databaseName}.${name}`, documents, indexes });
  }
}

/** What a database holds, as `listCollections` tells it; views last. */
export async function listed(database: Db): Promise<{ name: string; type: string; options?: Document }[]> {
  const all = (await database.listCollections().toArray()) as Awaited<ReturnType<typeof listed>>;
  // A real server keeps the definitions of its views in a collection of its own.
  const own = all.filter(({ name }) => !name.startsWith('system.'));
  return [...own.filter(({ type }) => type !== 'view'), ...own.filter(({ type }) => type === 'view')];
}

async function copyDocuments(source: Db, target: Db, name: string): Promise<void> {
  // Values stay in their own types: a long or an integral double must not become an int on the way.
  const cursor = source.collection(name).find({}, { promoteValues: false, batchSize: BATCH });
  let batch: Document[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await target.collection(name).insertMany(batch);
    batch = [];
    bytes = 0;
  };
  for await (const document of cursor) {
    batch.push(document);
    bytes += calculateObjectSize(document);
    if (batch.length >= BATCH || bytes > BATCH_BYTES_HINT) await flush();
  }
  await flush();
}

async function copyIndexes(source: Db, target: Db, name: string): Promise<number> {
  const specs = (await source.collection(name).listIndexes().toArray()) as {
    name: string;
    v?: number;
    key: Document;
  }[];
  const wanted = specs.filter(({ name: index }) => index !== '_id_');
  if (wanted.length > 0)
    await target.command({ createIndexes: name, indexes: wanted.map((spec) => ({ ...spec, v: 2 })) });
  return wanted.length;
}

async function compareCounts(source: Db, target: Db, name: string): Promise<number> {
  const [there, here] = [
    await source.collection(name).countDocuments(),
    await target.collection(name).countDocuments(),
  ];
  if (there !== here)
    throw new CopyError(`${source.databaseName}.${name}: ${here} of ${there} documents have arrived`);
  return there;
}
