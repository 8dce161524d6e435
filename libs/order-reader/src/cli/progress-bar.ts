import type { WriteStream } from 'node:tty';
import type { ReadProgress } from '../index';

const WIDTH = 30;

/** A bar in one line of a terminal; nothing where the output is none. */
export function progressBar(output: WriteStream): { show(progress: ReadProgress): void; clear(): void } {
  if (!output.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: ({ rows, fraction }) => {
      const done = Math.round(fraction * WIDTH);
      const bar = '█'.repeat(done) + '░'.repeat(WIDTH - done);
      output.write(`\r${bar} ${Math.floor(fraction * 100)} %  ${rows.toLocaleString('en')} rows`);
    },
    clear: () => output.write('\r\u001b[K'),
  };
}
