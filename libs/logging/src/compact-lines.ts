import { Writable } from 'node:stream';

const LEVELS: Record<number, string> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};
const SILENT_FIELDS = new Set(['app', 'level', 'time', 'pid', 'hostname', 'context', 'msg', 'err']);

interface LogRecord {
  level: number;
  time: number;
  context?: string;
  msg?: string;
  err?: { message?: string; stack?: string };
}

/** One pino record as a line for a person: time, level, context, message, and what else was given. */
export function compactLine(json: string): string {
  const record = JSON.parse(json) as LogRecord;
  const time = new Date(record.time).toISOString().slice(11, 23);
  const context = record.context ? `[${record.context}] ` : '';
  const rest = Object.entries(record).filter(([name]) => !SILENT_FIELDS.has(name));
  const details = rest.map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const error = record.err ? `\n${record.err.stack ?? record.err.message ?? ''}` : '';
  return `${time} ${(LEVELS[record.level] ?? String(record.level)).padEnd(5)} ${context}${record.msg ?? ''}${details.join('')}${error}\n`;
}

/** A pino destination that writes {@link compactLine}s. */
export function compactLines(target: NodeJS.WritableStream): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      target.write(compactLine(chunk));
      done();
    },
  });
}
