import { HttpException, type HttpStatus } from '@nestjs/common';
import { type ProblemCode, type ProblemDetails } from '@orders/contracts';

/** A refused request: a status, a stable code and a text for a person (RFC 9457). */
export class Problem extends HttpException {
  constructor(
    status: HttpStatus | number,
    readonly code: ProblemCode,
    readonly detail: string,
    readonly errors?: ProblemDetails['errors'],
    readonly headers: Record<string, string> = {},
  ) {
    super(detail, status);
  }
}

export const notFound = (what: string): Problem => new Problem(404, 'not_found', `${what} was not found.`);
