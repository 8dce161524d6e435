import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type JobStatus, TERMINAL_STATUSES, type ThroughputInterval } from '@orders/contracts';
import { type Model } from 'mongoose';
import { JOBS, type JobRecord } from '../jobs/job.schema';

const MINUTES = 5;
const INTERVAL_MS = MINUTES * 60_000;
const INTERVALS = 12;

interface Counted {
  _id: { from: Date; status: JobStatus };
  jobs: number;
}

/** How many jobs ended lately, told by the keys of one index. */
@Injectable()
export class Throughput {
  constructor(@InjectModel(JOBS) private readonly jobs: Model<JobRecord>) {}

  /** The hour up to `now` (milliseconds since the epoch) in intervals of five minutes, the present one last. */
  async ofLastHour(now = Date.now()): Promise<ThroughputInterval[]> {
    const first = (Math.floor(now / INTERVAL_MS) - INTERVALS + 1) * INTERVAL_MS;
    const counted = await this.jobs.aggregate<Counted>([
      { $match: { status: { $in: TERMINAL_STATUSES }, finishedAt: { $gte: new Date(first) } } },
      {
        $group: {
          _id: {
            from: { $dateTrunc: { date: '$finishedAt', unit: 'minute', binSize: MINUTES } },
            status: '$status',
          },
          jobs: { $sum: 1 },
        },
      },
    ]);
    return Array.from({ length: INTERVALS }, (_, index) => {
      const from = first + index * INTERVAL_MS;
      const count = (status: JobStatus): number =>
        counted.find(({ _id }) => _id.status === status && _id.from.getTime() === from)?.jobs ?? 0;
      return {
        from: new Date(from).toISOString(),
        completed: count('completed'),
        failed: count('failed'),
        cancelled: count('cancelled'),
      };
    });
  }
}
