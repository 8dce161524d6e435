import { Injectable } from '@nestjs/common';
import {
  type Job,
  type JobCounts,
  type JobEvents,
  type JobListQuery,
  type JobPage,
  type MailContent,
  type RowErrorPage,
  type RowErrorQuery,
} from '@orders/contracts';
import {
  JobList,
  type JobRecord,
  JobStore,
  JobTrail,
  Mailbox,
  RowErrorStore,
  toJob,
} from '@orders/persistence';
import { scopeOf, type SignedInUser } from '../auth/signed-in-user';
import { notFound } from '../problem/problem';

/** Jobs as people see them. */
@Injectable()
export class JobsService {
  constructor(
    private readonly jobs: JobStore,
    private readonly jobList: JobList,
    private readonly rowErrors: RowErrorStore,
    private readonly mailbox: Mailbox,
    private readonly trail: JobTrail,
  ) {}

  async list(user: SignedInUser, query: JobListQuery): Promise<JobPage> {
    const page = await this.jobList.page(scopeOf(user), query);
    return { ...page, items: page.items.map(toJob) };
  }

  counts(user: SignedInUser, query: JobListQuery): Promise<JobCounts> {
    return this.jobList.counts(scopeOf(user), query);
  }

  async find(user: SignedInUser, id: string): Promise<Job> {
    return toJob(await this.record(user, id));
  }

  async rowErrorsOf(user: SignedInUser, id: string, query: RowErrorQuery): Promise<RowErrorPage> {
    const job = await this.record(user, id);
    if (job.resultFence === null) return { items: [], nextCursor: null, total: 0 };
    return this.rowErrors.list(id, job.resultFence, query);
  }

  async reportOf(user: SignedInUser, id: string): Promise<MailContent> {
    const mail = await this.mailbox.findByJob(scopeOf(user), id);
    if (!mail) throw notFound('A report of this job');
    return mail;
  }

  async eventsOf(user: SignedInUser, id: string): Promise<JobEvents> {
    const items = await this.trail.of(scopeOf(user), id);
    if (!items) throw notFound('The job');
    return { items };
  }

  /** The job as stored; someone else's does not exist. */
  async record(user: SignedInUser, id: string): Promise<JobRecord> {
    const job = await this.jobs.find(scopeOf(user), id);
    if (!job) throw notFound('The job');
    return job;
  }
}
