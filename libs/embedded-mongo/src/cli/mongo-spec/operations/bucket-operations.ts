import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { GridFSBucket } from 'mongodb';
import type { Doc } from '../../../values/document';
import type { RunOperation } from './index';

/** What tests do with a GridFS bucket. */
export function bucketOperations(bucket: GridFSBucket): Record<string, RunOperation> {
  return {
    upload: async ({ filename, source, ...rest }) => {
      const bytes = Buffer.from(String((source as Doc)['$$hexBytes']), 'hex');
      const stream = bucket.openUploadStream(String(filename), rest);
      await pipeline(Readable.from(bytes.length > 0 ? [bytes] : []), stream);
      return stream.id;
    },
    download: ({ id, ...rest }) => contentOf(bucket.openDownloadStream(id as never, rest)),
    downloadByName: ({ filename, ...rest }) =>
      contentOf(bucket.openDownloadStreamByName(String(filename), rest)),
    delete: ({ id, ...rest }) => bucket.delete(id as never, rest),
    rename: ({ id, newFilename }) => bucket.rename(id as never, String(newFilename)),
    drop: (args) => bucket.drop(args),
    find: ({ filter, ...rest }) => bucket.find(filter ?? {}, rest).toArray(),
  };
}

async function contentOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
