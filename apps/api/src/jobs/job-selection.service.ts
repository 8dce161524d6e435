import { Injectable } from '@nestjs/common';
import { type Job, JobListQuery } from '@orders/contracts';
import { type SignedInUser } from '../auth/signed-in-user';
import { JobsService } from './jobs.service';

const PAGE = 200;

export interface JobSelection {
  jobs: Job[];
  /** The filter finds more than were asked for. */
  more: boolean;
}

/** The jobs that a list's filter finds. */
@Injectable()
export class JobSelectionService {
  constructor(private readonly jobs: JobsService) {}

  async matching(
    user: SignedInUser,
    filter: Partial<JobListQuery> | undefined,
    max: number,
  ): Promise<JobSelection> {
    const jobs: Job[] = [];
    let cursor: string | undefined;
    do {
      const query: JobListQuery = { ...JobListQuery.parse({ limit: PAGE }), ...filter, cursor };
      const page = await this.jobs.list(user, query);
      jobs.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && jobs.length < max);
    return { jobs: jobs.slice(0, max), more: cursor !== undefined || jobs.length > max };
  }
}
