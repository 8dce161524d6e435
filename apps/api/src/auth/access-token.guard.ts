import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { type ApiKeyScope } from '@orders/contracts';
import { type Request } from 'express';
import { lastValueFrom, type Observable } from 'rxjs';
import { ApiKeyAccess } from '../api-keys/api-key-access';
import { AuditTrail } from '../audit/audit-trail';
import { Problem } from '../problem/problem';
import { KEY_SCOPES, PUBLIC, ROLES } from './auth.decorators';
import { originOf } from './origin-of';
import { type SignedInUser } from './signed-in-user';

type AuthenticatedRequest = Request & { user: SignedInUser };

/** Every operation needs an access token or an API key, unless it is `@Public()`; some need a role. */
@Injectable()
export class AccessTokenGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeyAccess,
    private readonly audit: AuditTrail,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http' || this.metadata(PUBLIC, context) === true) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const key = this.keys.keyOf(request);
    if (key !== undefined) {
      request.user = await this.keys.admit(key, this.scopesOf(context));
      return true;
    }
    await settled(super.canActivate(context));
    await this.checkRole(request, this.metadata(ROLES, context));
    return true;
  }

  // The type parameter is the base class's.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  override handleRequest<User = SignedInUser>(error: unknown, user: SignedInUser | false): User {
    if (error instanceof Error) throw error;
    if (!user) {
      throw new Problem(401, 'unauthenticated', 'Sign in first.', undefined, {
        'WWW-Authenticate': 'Bearer',
      });
    }
    return user as User;
  }

  private async checkRole(request: AuthenticatedRequest, role: unknown): Promise<void> {
    if (!role || request.user.role === role) return;
    await this.audit.note('access_refused', originOf(request), {
      actor: request.user,
      detail: `${request.method} ${request.path}`,
    });
    throw new Problem(403, 'forbidden', 'Only administrators may do this.');
  }

  private scopesOf(context: ExecutionContext): ApiKeyScope[] {
    return this.reflector.get<ApiKeyScope[] | undefined>(KEY_SCOPES, context.getHandler()) ?? [];
  }

  private metadata(key: string, context: ExecutionContext): unknown {
    return this.reflector.getAllAndOverride<unknown>(key, [context.getHandler(), context.getClass()]);
  }
}

const settled = async (answer: boolean | Promise<boolean> | Observable<boolean>): Promise<boolean> =>
  typeof answer === 'object' && 'subscribe' in answer ? lastValueFrom(answer) : answer;
