import { Injectable } from '@nestjs/common';
import { type BulkAction, type BulkRequest, type BulkResult } from '@orders/contracts';
import { type SignedInUser } from '../auth/signed-in-user';
import { Problem } from '../problem/problem';
import { JobActionsService } from './job-actions.service';
import { JobSelectionService } from './job-selection.service';

const MAX_JOBS = 1_000;
const METHOD_OF = { cancel: 'cancel', retry: 'retry', acknowledge: 'acknowledge', delete: 'remove' } as const;

/** One action on many jobs. Each job is one atomic update of its own; those in another state are passed over. */
@Injectable()
export class BulkActionsService {
  constructor(
    private readonly selection: JobSelectionService,
    private readonly actions: JobActionsService,
  ) {}

  async apply(user: SignedInUser, request: BulkRequest): Promise<BulkResult> {
    const { ids, more } = request.ids ? { ids: request.ids, more: false } : await this.idsOf(user, request);
    let changed = 0;
    for (const id of ids) {
      if (await this.tryOne(user, request.action, id)) changed++;
    }
    return { matched: ids.length, changed, more };
  }

  private async tryOne(user: SignedInUser, action: BulkAction, id: string): Promise<boolean> {
    try {
      await this.actions[METHOD_OF[action]](user, id);
      return true;
    } catch (error) {
      if (error instanceof Problem && (error.getStatus() === 409 || error.getStatus() === 404)) return false;
      throw error;
    }
  }

  private async idsOf(
    user: SignedInUser,
    { filter }: BulkRequest,
  ): Promise<{ ids: string[]; more: boolean }> {
    const { jobs, more } = await this.selection.matching(user, filter, MAX_JOBS);
    return { ids: jobs.map(({ id }) => id), more };
  }
}
