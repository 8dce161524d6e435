import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import * as z from 'zod';
import { validationProblem } from '../problem/validation.pipe';

/** Printable ASCII, as the IETF draft of the `Idempotency-Key` header has it. */
const schema = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'Must be 1 to 255 printable characters')
    .optional(),
});

/** The header `Idempotency-Key`, if it was sent. */
export const IdempotencyKey = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined => {
    const request = context.switchToHttp().getRequest<Request>();
    const result = schema.safeParse({ 'Idempotency-Key': request.get('Idempotency-Key') });
    if (!result.success) throw validationProblem(result.error.issues);
    return result.data['Idempotency-Key'];
  },
);
