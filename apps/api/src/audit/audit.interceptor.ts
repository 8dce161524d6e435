import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type AuditAction } from '@orders/contracts';
import { type Request } from 'express';
import { concatMap, from, map, type Observable } from 'rxjs';
import { originOf } from '../auth/origin-of';
import { type SignedInUser } from '../auth/signed-in-user';
import { AuditTrail } from './audit-trail';
import { AUDITED } from './audited.decorator';

/** Longest detail: what was asked for in the body. */
const MAX_DETAIL = 300;

/** Notes operations marked `@Audited` before they are answered. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly trail: AuditTrail,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const action = this.reflector.get<AuditAction | undefined>(AUDITED, context.getHandler());
    if (action === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<Request & { user?: SignedInUser }>();
    return next
      .handle()
      .pipe(concatMap((answer) => from(this.note(action, request, answer)).pipe(map((): unknown => answer))));
  }

  private async note(
    action: AuditAction,
    request: Request & { user?: SignedInUser },
    answer: unknown,
  ): Promise<void> {
    const subject = request.params['id'] ?? idOf(answer);
    const detail = detailOf(request);
    await this.trail.note(action, originOf(request), {
      ...(request.user && { actor: request.user }),
      ...(typeof subject === 'string' && { subject }),
      ...(detail !== undefined && { detail }),
    });
  }
}

function idOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
}

/** What was asked for, as far as it came as JSON: no audited operation takes a secret. */
function detailOf(request: Request): string | undefined {
  const body: unknown = request.body;
  if (!request.is('json') || typeof body !== 'object' || body === null) return undefined;
  // The address of a webhook often holds a secret.
  const shown = Object.entries(body).filter(([name]) => name !== 'url');
  return JSON.stringify(Object.fromEntries(shown)).slice(0, MAX_DETAIL);
}
