import { SetMetadata } from '@nestjs/common';
import { type AuditAction } from '@orders/contracts';

export const AUDITED = 'audit:action';

/** When this succeeds it is noted in the audit log, with the `id` of its path. */
export const Audited = (action: AuditAction): MethodDecorator => SetMetadata(AUDITED, action);
