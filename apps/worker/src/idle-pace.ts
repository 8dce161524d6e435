/** Polls without anything found, after which there is no hurry. */
const PATIENCE = 10;
/** Then so many polls make one look. */
const REST = 5;

/**
 * Spares the database while there is nothing to do. For looks that are but a safety net, since whoever makes
 * the work says so as well: after a while without any they are taken at every fifth poll.
 */
export class IdlePace {
  private quiet = 0;

  /** Whether to look at this poll. To be asked once a poll. */
  isDue(): boolean {
    this.quiet += 1;
    return this.quiet <= PATIENCE || this.quiet % REST === 0;
  }

  /** Something was found: look at every poll for a while. */
  found(): void {
    this.quiet = 0;
  }
}
