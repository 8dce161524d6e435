import { type JobProgressEvent } from '@orders/contracts';

const BAR_LENGTH = 28;
const count = new Intl.NumberFormat('en-US');

/** A bar, rows, speed and time left; one line that overwrites itself on a terminal. */
export function progressLine(progress: JobProgressEvent): string {
  const filled = Math.round((progress.percent / 100) * BAR_LENGTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_LENGTH - filled);
  const speed =
    progress.rowsPerSecond > 0 ? `  ${count.format(Math.round(progress.rowsPerSecond))} rows/s` : '';
  const left = progress.secondsLeft === null ? '' : `  ${Math.ceil(progress.secondsLeft)} s left`;
  return `  ${bar} ${progress.percent.toFixed(0).padStart(3)} %  ${count.format(progress.rows)} rows${speed}${left}`;
}
