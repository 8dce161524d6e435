import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { problemOf } from './problem-of';

/** Answers every error as problem details (RFC 9457); no stack trace reaches a client. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') {
      this.logger.error(error);
      return;
    }
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { body, headers, unexpected } = problemOf(error);
    if (unexpected) this.logger.error(error);
    if (response.headersSent) {
      // A download broke off: cutting the connection is the only way left to say so.
      response.destroy();
      return;
    }
    response
      .status(body.status)
      .set(headers)
      .type('application/problem+json')
      .send(JSON.stringify({ ...body, instance: request.path, requestId: requestIdOf(request) }));
  }
}

/** nestjs-pino's id of the request, which the log carries too. */
const requestIdOf = ({ id }: Request): string | undefined => (typeof id === 'string' ? id : undefined);
