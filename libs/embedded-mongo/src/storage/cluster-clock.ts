import { Timestamp } from 'bson';

/** Gives times that always grow: seconds since 1970 in the upper half, a count within the second in the lower. */
export class ClusterClock {
  constructor(private last: bigint) {}

  /** The latest time given. */
  get now(): bigint {
    return this.last;
  }

  /** The next time, later than all before. */
  tick(): bigint {
    const second = BigInt(Math.floor(Date.now() / 1000)) << 32n;
    this.last = second > this.last ? second + 1n : this.last + 1n;
    return this.last;
  }
}

export const toTimestamp = (time: bigint): Timestamp => Timestamp.fromString(time.toString(), 10);
