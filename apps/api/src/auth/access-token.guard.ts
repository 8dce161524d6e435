import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { type Observable } from 'rxjs';
import { Problem } from '../problem/problem';
import { PUBLIC, ROLES } from './auth.decorators';
import { type SignedInUser } from './signed-in-user';

/** Every operation needs an access token, unless it is `@Public()`; some need a role. */
@Injectable()
export class AccessTokenGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override canActivate(context: ExecutionContext): boolean | Promise<boolean> | Observable<boolean> {
    if (context.getType() !== 'http') return true;
    return this.metadata(PUBLIC, context) === true || super.canActivate(context);
  }

  // The type parameter is the base class's.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  override handleRequest<User = SignedInUser>(
    error: unknown,
    user: SignedInUser | false,
    _info: unknown,
    context: ExecutionContext,
  ): User {
    if (error instanceof Error) throw error;
    if (!user) {
      throw new Problem(401, 'unauthenticated', 'Sign in first.', undefined, {
        'WWW-Authenticate': 'Bearer',
      });
    }
    const role = this.metadata(ROLES, context);
    if (role && user.role !== role) throw new Problem(403, 'forbidden', 'Only administrators may do this.');
    return user as User;
  }

  private metadata(key: string, context: ExecutionContext): unknown {
    return this.reflector.getAllAndOverride<unknown>(key, [context.getHandler(), context.getClass()]);
  }
}
