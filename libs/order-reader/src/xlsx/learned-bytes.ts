const MAX_BYTES = 64;

/**
 * A short run of ASCII bytes that is expected again, compared eight at a time: as doubles, of which no two different
 * ones are equal but the zeros, and ASCII makes neither a zero nor a NaN.
 */
export class LearnedBytes {
  private length = 0;
  private steps = 0;
  /** The first and the last eight bytes; doubles from the start, so that the fields never change their kind. */
  private first = NaN;
  private last = NaN;
  /** The same of fewer than eight: four bytes each. */
  private firstWord = 0;
  private lastWord = 0;
  private readonly middle = new Float64Array(MAX_BYTES / 8);

  /** The place behind the learned bytes if they stand at `at`; -1 if not. */
  match(view: DataView, at: number): number {
    const { length } = this;
    if (length < 8) return this.matchShort(view, at);
    const end = at + length;
    if (view.getFloat64(at, true) !== this.first || view.getFloat64(end - 8, true) !== this.last) return -1;
    return this.steps > 1 ? this.matchMiddle(view, at) : end;
  }

  /** Learns the bytes of `view[start, end)`; fewer than 4, more than 64 or other than ASCII are never matched. */
  learn(view: DataView, start: number, end: number): void {
    const length = end - start;
    this.length = 0;
    this.steps = 0;
    if (length < 4 || length > MAX_BYTES) return;
    for (let i = start; i < end; i++) if (view.getUint8(i) === 0 || view.getUint8(i) > 0x7e) return;
    this.length = length;
    if (length < 8) {
      this.firstWord = view.getInt32(start, true);
      this.lastWord = view.getInt32(end - 4, true);
      return;
    }
    this.steps = (length - 1) >> 3;
    for (let i = 1; i < this.steps; i++) this.middle[i] = view.getFloat64(start + i * 8, true);
    this.first = view.getFloat64(start, true);
    this.last = view.getFloat64(end - 8, true);
  }

  /** Fewer than eight bytes: two words that overlap. */
  private matchShort(view: DataView, at: number): number {
    const { length } = this;
    if (length === 0 || view.getInt32(at, true) !== this.firstWord) return -1;
    return view.getInt32(at + length - 4, true) === this.lastWord ? at + length : -1;
  }

  /** More than sixteen bytes of which the first and the last eight stand at `at`. */
  private matchMiddle(view: DataView, at: number): number {
    const { middle, steps } = this;
    for (let i = 1; i < steps; i++) if (view.getFloat64(at + i * 8, true) !== middle[i]) return -1;
    return at + this.length;
  }
}
