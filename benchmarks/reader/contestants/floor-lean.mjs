import { open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { printFigures } from './figures.mjs';
import { largeParts } from './large-parts.mjs';

const CHUNK_BYTES = 1024 * 1024;
const READ_BYTES = 512 * 1024;

// The same as the floor with the reader's own ways of inflating: large chunks, one at a time, given back at once.
const file = await open(process.argv[2]);
let inflated = 0;
for (const part of await largeParts(file)) await inflate(part);
printFigures(0, inflated, '0');

async function inflate({ start, end }) {
  const stream = createInflateRaw({
    chunkSize: CHUNK_BYTES,
    readableObjectMode: true,
    readableHighWaterMark: 2,
  });
  const buffers = [Buffer.allocUnsafeSlow(READ_BYTES), Buffer.allocUnsafeSlow(READ_BYTES)];
  const feed = async () => {
    let before = Promise.resolve();
    for (let at = start; at < end;) {
      const target = buffers.shift();
      const { bytesRead } = await file.read(target, 0, Math.min(READ_BYTES, end - at), at);
      at += bytesRead;
      const written = new Promise((resolve) => {
        stream.write(target.subarray(0, bytesRead), () => resolve());
      });
      await before;
      before = written;
      buffers.push(target);
    }
    stream.end();
  };
  const fed = feed();
  for await (const chunk of stream) {
    inflated += chunk.length;
    if (chunk.byteOffset + chunk.length === chunk.buffer.byteLength) chunk.buffer.transfer(0);
  }
  await fed;
}
