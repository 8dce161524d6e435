import { Injectable } from '@nestjs/common';
import { JobListQuery, type Overview, type OverviewQuery } from '@orders/contracts';
import { JobList, JobStatistics, toJob } from '@orders/persistence';
import { scopeOf, type SignedInUser } from '../auth/signed-in-user';

const ACTIVE = JobListQuery.parse({ status: 'pending,processing', sort: 'createdAt', limit: 20 });
const ATTENTION = JobListQuery.parse({ needsAttention: 'true', limit: 5 });
const LATEST = JobListQuery.parse({ limit: 10 });
const EVERYTHING = JobListQuery.parse({});
const TOP_PRODUCTS = 10;

@Injectable()
export class OverviewService {
  constructor(
    private readonly jobs: JobList,
    private readonly statistics: JobStatistics,
  ) {}

  async find(user: SignedInUser, range: OverviewQuery): Promise<Overview> {
    const scope = scopeOf(user);
    const [figures, counts, attention, active, latest] = await Promise.all([
      this.statistics.figures(scope, range, TOP_PRODUCTS),
      this.jobs.counts(scope, EVERYTHING),
      this.jobs.page(scope, { ...ATTENTION, ...range }),
      this.jobs.page(scope, ACTIVE),
      this.jobs.page(scope, LATEST),
    ]);
    return {
      ...figures,
      counts,
      attention: { items: attention.items.map(toJob), total: attention.total ?? 0 },
      active: active.items.map(toJob),
      latest: latest.items.map(toJob),
    };
  }
}
