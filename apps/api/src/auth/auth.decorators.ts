import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { type Role } from '@orders/contracts';
import { type Request } from 'express';
import { type SignedInUser } from './signed-in-user';

export const PUBLIC = 'auth:public';
export const ROLES = 'auth:roles';

/** No access token needed. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** Only for people of this role. */
export const OnlyFor = (role: Role): MethodDecorator & ClassDecorator => SetMetadata(ROLES, role);

export const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext): SignedInUser =>
    context.switchToHttp().getRequest<Request & { user: SignedInUser }>().user,
);
