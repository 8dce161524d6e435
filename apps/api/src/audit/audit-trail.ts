import { Injectable, Logger } from '@nestjs/common';
import { type AuditAction } from '@orders/contracts';
import { AuditLog, type SessionOrigin } from '@orders/persistence';
import { type SignedInUser } from '../auth/signed-in-user';

export interface AuditFacts {
  actor?: Pick<SignedInUser, 'id' | 'email'> & Partial<Pick<SignedInUser, 'apiKey'>>;
  subject?: string;
  detail?: string;
}

/** Notes in the audit log what people do. */
@Injectable()
export class AuditTrail {
  private readonly logger = new Logger(AuditTrail.name);

  constructor(private readonly log: AuditLog) {}

  /**
   * Adds an entry. What was done is done: when the entry can't be stored, it goes to the process's log, and
   * the answer is not spoiled.
   */
  async note(action: AuditAction, origin: SessionOrigin, facts: AuditFacts = {}): Promise<void> {
    const { actor, subject = null, detail = null } = facts;
    const entry = {
      action,
      actor: actor ? { id: actor.id, email: actor.email } : null,
      subject,
      detail,
      apiKeyId: actor?.apiKey?.id ?? null,
      ...origin,
    };
    try {
      await this.log.append(entry);
    } catch (error) {
      this.logger.error({ entry, error: String(error) }, 'The audit log could not be written');
    }
  }
}
