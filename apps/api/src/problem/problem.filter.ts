import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { problemOf } from './problem-of';
import { sendProblem } from './send-problem';

/** Answers every error as problem details (RFC 9457); no stack trace reaches a client. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') {
      this.logger.error(error);
      return;
    }
    const response = host.switchToHttp().getResponse<Response>();
    // The answer was overdue, and the client has been told so.
    if (response.writableEnded) return;
    const problem = problemOf(error);
    if (problem.unexpected) this.logger.error(error);
    // A download broke off: cutting the connection is the only way left to say so.
    if (response.headersSent) response.destroy();
    else sendProblem(host.switchToHttp().getRequest<Request>(), response, problem);
  }
}
