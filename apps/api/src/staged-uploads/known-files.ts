import { Injectable } from '@nestjs/common';
import { type KnownFile } from '@orders/contracts';
import { JobStore } from '@orders/persistence';
import { scopeOf, type SignedInUser } from '../auth/signed-in-user';

/** Files that were uploaded before, as far as the asking person may see them. */
@Injectable()
export class KnownFiles {
  constructor(private readonly jobs: JobStore) {}

  async find(user: SignedInUser, sha256: string): Promise<KnownFile | null> {
    const twin = await this.jobs.findTwin(scopeOf(user), sha256);
    return (
      twin && {
        jobId: twin._id.toHexString(),
        fileName: twin.file.name,
        ownerName: twin.ownerName,
        createdAt: twin.createdAt.toISOString(),
      }
    );
  }
}
