const MAX_WORDS = 16;

/** A short run of bytes that is expected again: compared four at a time. */
export class LearnedBytes {
  private length = 0;
  private words = 0;
  private first = 0;
  private last = 0;
  private readonly expected = new Int32Array(MAX_WORDS);

  /** The place behind the learned bytes if they stand at `at`; -1 if not. */
  match(view: DataView, at: number): number {
    const { length } = this;
    if (length === 0 || view.getInt32(at, true) !== this.first) return -1;
    const end = at + length;
    if (view.getInt32(end - 4, true) !== this.last) return -1;
    const { expected, words } = this;
    for (let i = 1; i < words; i++) if (view.getInt32(at + i * 4, true) !== expected[i]) return -1;
    return end;
  }

  /** Learns the bytes of `view[start, end)`; fewer than 4 or more than 64 are never matched. */
  learn(view: DataView, start: number, end: number): void {
    const length = end - start;
    this.length = 0;
    this.words = 0;
    if (length < 4 || length > MAX_WORDS * 4) return;
    this.words = (length - 1) >> 2;
    for (let i = 0; i < this.words; i++) this.expected[i] = view.getInt32(start + i * 4, true);
    this.first = view.getInt32(start, true);
    this.last = view.getInt32(end - 4, true);
    this.length = length;
  }
}
