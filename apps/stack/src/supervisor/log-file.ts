import { createWriteStream, existsSync, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 20 * 1024 * 1024;

/** Appends to `<folder>/<name>.log`; one that has grown large is set aside as `<name>.1.log` first. */
export function openLogFile(folder: string, name: string): WriteStream {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  if (existsSync(path) && statSync(path).size > MAX_BYTES) renameSync(path, join(folder, `${name}.1.log`));
  return createWriteStream(path, { flags: 'a' });
}
