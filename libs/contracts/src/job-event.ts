import * as z from 'zod';

/** What can happen to a job. */
export const JobEventType = z
  .enum([
    'created',
    'claimed',
    'completed',
    'failed',
    'cancelled',
    'retry_scheduled',
    'handed_back',
    'lease_expired',
    'restarted',
  ])
  .meta({
    id: 'JobEventType',
    description:
      'retry_scheduled: an attempt failed and another one follows; handed_back: its worker stopped; ' +
      'lease_expired: its worker was lost; restarted: a person retried it',
  });
export type JobEventType = z.infer<typeof JobEventType>;

/** One entry of a job's trail. Entries are written by the same update as what they tell of. */
export const JobEvent = z
  .object({
    jobId: z.string(),
    type: JobEventType,
    attempt: z.int().min(0),
    fence: z.int().min(0).meta({ description: 'Rises with every claim' }),
    worker: z.string().nullable().meta({ description: 'Id of the worker process; null for people' }),
    time: z.iso.datetime().meta({ description: "By the database's clock" }),
    reason: z.string().nullable().meta({ description: 'Code of an error, or the kind of failure' }),
  })
  .meta({ id: 'JobEvent' });
export type JobEvent = z.infer<typeof JobEvent>;

/** A job's trail in the order in which things happened. */
export const JobEvents = z.object({ items: z.array(JobEvent) }).meta({ id: 'JobEvents' });
export type JobEvents = z.infer<typeof JobEvents>;
