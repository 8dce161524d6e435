import { SetMetadata } from '@nestjs/common';

export const SIGN_IN_LIMIT = 'auth:sign-in-limit';

/** Counts against the stricter limit that slows down guessing of passwords. */
export const SignInLimit = (): MethodDecorator => SetMetadata(SIGN_IN_LIMIT, true);
