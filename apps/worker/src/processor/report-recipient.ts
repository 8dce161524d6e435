import { Injectable } from '@nestjs/common';
import { type ClaimedJob, UserStore } from '@orders/persistence';

/** Who is told of a job's end by mail, as its owner prefers at that moment. */
@Injectable()
export class ReportRecipient {
  constructor(private readonly users: UserStore) {}

  /** The owner's address, or undefined when no report is wanted. */
  async of(job: ClaimedJob, end: 'completed' | 'failed'): Promise<string | undefined> {
    const owner = await this.users.findById(job.ownerId);
    if (!owner?.active || owner.emailPreference === 'never') return undefined;
    return end === 'failed' || owner.emailPreference === 'always' ? owner.email : undefined;
  }
}
