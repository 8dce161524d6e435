import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import { type ApiKeyScope, type Role } from '@orders/contracts';
import { type Request } from 'express';
import { type SignedInUser } from './signed-in-user';

export const PUBLIC = 'auth:public';
export const ROLES = 'auth:roles';
export const KEY_SCOPES = 'auth:key-scopes';

/** No access token needed. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** Only for people of this role. */
export const OnlyFor = (role: Role): MethodDecorator & ClassDecorator => SetMetadata(ROLES, role);

/** Programs with an API key of one of these scopes may do it too; without this, keys are refused. */
export const KeyScope = (...scopes: ApiKeyScope[]): MethodDecorator =>
  applyDecorators(SetMetadata(KEY_SCOPES, scopes), ApiSecurity('api_key'));

export const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext): SignedInUser =>
    context.switchToHttp().getRequest<Request & { user: SignedInUser }>().user,
);
