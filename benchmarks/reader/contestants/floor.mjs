import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { printFigures } from './figures.mjs';
import { largeParts, read } from './large-parts.mjs';

const CHUNK_BYTES = 256 * 1024;

// The floor: the parts that a reader needs are inflated as streams, the usual way, and thrown away.
const file = await open(process.argv[2]);
const { size } = await file.stat();
let inflated = 0;
if (process.argv[2].endsWith('.csv')) await readPlain();
else for (const part of await largeParts(file)) await inflate(part);
printFigures(0, inflated, '0');

async function inflate({ start, end }) {
  const stream = createInflateRaw({ chunkSize: CHUNK_BYTES });
  const feed = async () => {
    for (let at = start; at < end; at += CHUNK_BYTES) {
      if (!stream.write(await read(file, at, Math.min(CHUNK_BYTES, end - at)))) await once(stream, 'drain');
    }
    stream.end();
  };
  const fed = feed();
  for await (const chunk of stream) inflated += chunk.length;
  await fed;
}

async function readPlain() {
  for (let at = 0; at < size; at += CHUNK_BYTES)
    inflated += (await read(file, at, Math.min(CHUNK_BYTES, size - at))).length;
}
