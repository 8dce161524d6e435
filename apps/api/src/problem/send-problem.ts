import { type Request, type Response } from 'express';
import { type ProblemAnswer } from './problem-of';

/** Writes problem details (RFC 9457) as the answer to a request. */
export function sendProblem(request: Request, response: Response, { body, headers }: ProblemAnswer): void {
  response
    .status(body.status)
    .set(headers)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        ...body,
        instance: request.originalUrl.split('?')[0],
        requestId: requestIdOf(request),
      }),
    );
}

/** nestjs-pino's id of the request, which the log carries too. */
const requestIdOf = ({ id }: Request): string | undefined => (typeof id === 'string' ? id : undefined);
