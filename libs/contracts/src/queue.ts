import * as z from 'zod';

export const WorkerInfo = z
  .object({
    id: z.string(),
    host: z.string(),
    pid: z.int(),
    slots: z.int().meta({ description: 'How many files it reads at once' }),
    jobs: z.array(z.string()).meta({ description: 'Ids of the jobs it runs now' }),
    startedAt: z.iso.datetime(),
    seenAt: z.iso.datetime(),
  })
  .meta({ id: 'WorkerInfo' });
export type WorkerInfo = z.infer<typeof WorkerInfo>;

/** How many jobs ended, and how, in the five minutes from `from` on. */
export const ThroughputInterval = z
  .object({ from: z.iso.datetime(), completed: z.int(), failed: z.int(), cancelled: z.int() })
  .meta({ id: 'ThroughputInterval' });
export type ThroughputInterval = z.infer<typeof ThroughputInterval>;

export const QueueThroughput = z
  .object({ intervals: z.array(ThroughputInterval).meta({ description: 'The last hour, oldest first' }) })
  .meta({ id: 'QueueThroughput' });
export type QueueThroughput = z.infer<typeof QueueThroughput>;

export const QueueStats = z
  .object({
    pending: z.int(),
    processing: z.int(),
    failed: z.int().meta({ description: 'Jobs that failed and were not retried: the dead letters' }),
    finishedLastHour: z.int().meta({ description: 'Jobs that ended within the last hour' }),
    paused: z.boolean().meta({ description: 'Workers are held back; what runs is finished' }),
    oldestPendingSeconds: z.number().nullable(),
    workersAlive: z.int().meta({ description: 'Workers heard of within the last few seconds' }),
    workers: z.array(WorkerInfo).meta({ description: 'For admins; empty for others' }),
  })
  .meta({ id: 'QueueStats' });
export type QueueStats = z.infer<typeof QueueStats>;
