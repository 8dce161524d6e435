import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { EJSON } from 'bson';
import type { Document, MongoClient } from 'mongodb';
import { type Copied, CopyError, databaseNames, listed } from './copy-database';

const BATCH = 500;
const canonical = { relaxed: false } as const;

/** A line of an export: first of a collection its name and indexes, then its documents, then their count. */
type Line =
  | { collection: string; database: string; options: Document; indexes: Document[] }
  | { view: string; database: string; options: Document }
  | { document: Document }
  | { count: unknown };

/** Writes all data into a gzipped file of lines in canonical Extended JSON. */
export async function exportAll(
  client: MongoClient,
  path: string,
  onCopied: (copied: Copied) => void,
): Promise<void> {
  const lines = new PassThrough();
  const written = pipeline(lines, createGzip(), createWriteStream(path, { mode: 0o600 }));
  const write = async (line: Line): Promise<void> => {
    if (!lines.write(`${EJSON.stringify(line, canonical)}\n`)) await once(lines, 'drain');
  };
  for (const name of await databaseNames(client)) {
    const database = client.db(name);
    for (const info of await listed(database)) {
      if (info.type === 'view') {
        await write({ view: info.name, database: name, options: info.options ?? {} });
        continue;
      }
      const collection = database.collection(info.name);
      const indexes = (await collection.listIndexes().toArray()) as Document[];
      const own = indexes.filter((index) => index['name'] !== '_id_');
      await write({ collection: info.name, database: name, options: info.options ?? {}, indexes: own });
      let count = 0;
      for await (const document of collection.find({}, { promoteValues: false })) {
        await write({ document });
        count++;
      }
      await write({ count });
      onCopied({ namespace: collection.namespace, documents: count, indexes: own.length });
    }
  }
  lines.end();
  await written;
}

/** Reads an export into a server. @throws CopyError when a collection is not empty, or the file is cut off */
export async function importAll(
  client: MongoClient,
  path: string,
  onCopied: (copied: Copied) => void,
): Promise<void> {
  const input = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity });
  let current: CollectionImport | undefined;
  for await (const text of input) {
    const line = EJSON.parse(text, canonical) as Line;
    if ('collection' in line) {
      current = await CollectionImport.start(client, line);
    } else if ('view' in line) {
      await client.db(line.database).createCollection(line.view, line.options);
    } else if (!current) {
      throw new CopyError('the file does not begin with a collection');
    } else if ('document' in line) {
      await current.add(line.document);
    } else {
      onCopied(await current.finish(Number(line.count)));
      current = undefined;
    }
  }
  if (current) throw new CopyError('the file is cut off in the middle of a collection');
}

class CollectionImport {
  private batch: Document[] = [];

  private constructor(
    private readonly client: MongoClient,
    private readonly head: { collection: string; database: string; indexes: Document[] },
  ) {}

  static async start(
    client: MongoClient,
    head: Extract<Line, { collection: string }>,
  ): Promise<CollectionImport> {
    const database = client.db(head.database);
    if ((await database.collection(head.collection).estimatedDocumentCount()) > 0) {
      throw new CopyError(
        `${head.database}.${head.collection} is not empty: import into an empty data folder`,
      );
    }
    const exists = (await database.listCollections({ name: head.collection }).toArray()).length > 0;
    if (!exists) await database.createCollection(head.collection, head.options);
    return new CollectionImport(client, head);
  }

  async add(document: Document): Promise<void> {
    this.batch.push(document);
    if (this.batch.length >= BATCH) await this.flush();
  }

  private async flush(): Promise<void> {
    const { database, collection } = this.head;
    if (this.batch.length > 0) await this.client.db(database).collection(collection).insertMany(this.batch);
    this.batch = [];
  }

  async finish(expected: number): Promise<Copied> {
    await this.flush();
    const { database, collection, indexes } = this.head;
    if (indexes.length > 0) await this.client.db(database).command({ createIndexes: collection, indexes });
    const documents = await this.client.db(database).collection(collection).countDocuments();
    const namespace = `${database}.${collection}`;
    if (documents !== expected)
      throw new CopyError(`${namespace}: ${documents} of ${expected} documents have arrived`);
    return { namespace, documents, indexes: indexes.length };
  }
}
