import { type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';

/** pino's number of the level `error`. */
const ERROR_LEVEL = 50;

/** Keeps a program's output in its log file and shows on the terminal what a person should see now. */
export function followOutput(
  name: string,
  output: Readable,
  file: WriteStream,
  show: (line: string) => void,
): void {
  createInterface({ input: output }).on('line', (line) => {
    file.write(`${line}\n`);
    const text = noteworthy(line);
    if (text !== undefined) show(`[${name}] ${text}`);
  });
}

/** A line of the compact log, below the level of errors. */
const UNREMARKABLE = /^\d\d:\d\d:\d\d\.\d{3} (TRACE|DEBUG|INFO|WARN) /;

/** Errors of a JSON or compact log as one short line; lines that are no log as they are. */
export function noteworthy(line: string): string | undefined {
  if (UNREMARKABLE.test(line)) return undefined;
  if (!line.startsWith('{')) return line.trim() === '' ? undefined : line;
  try {
    const entry = JSON.parse(line) as { level?: unknown; msg?: unknown; err?: { message?: unknown } };
    if (typeof entry.level !== 'number' || entry.level < ERROR_LEVEL) return undefined;
    return [entry.msg, entry.err?.message].filter((part) => typeof part === 'string').join(': ');
  } catch {
    return line;
  }
}
