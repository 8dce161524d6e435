import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { AccountLimitGuard } from '../rate-limit/account-limit.guard';

export const SIGN_IN_LIMIT = 'auth:sign-in-limit';

/** Counts against the stricter limits that slow down guessing: those of the address and of the account. */
export const SignInLimit = (): MethodDecorator =>
  applyDecorators(SetMetadata(SIGN_IN_LIMIT, true), UseGuards(AccountLimitGuard));
