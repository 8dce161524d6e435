import { type NextFunction, type Request, type Response } from 'express';
import { storageProblem } from './problem-of';
import { sendProblem } from './send-problem';

/**
 * The longest that a client waits for an answer, in milliseconds. A database that fell silent is noticed by
 * the driver much later: a connection that is merely idle looks the same.
 */
const ANSWER_MS = 4_500;

/** Requests that may take longer: they carry files, or change many jobs. */
const MAY_TAKE_LONGER = /\/jobs\/bulk$/;

/** Answers 503 when an answer is overdue; what the handler comes to later is dropped. */
export function answerInTime(request: Request, response: Response, next: NextFunction): void {
  if (request.is('multipart/form-data') || MAY_TAKE_LONGER.test(request.path)) {
    next();
    return;
  }
  const overdue = setTimeout(() => {
    if (!response.headersSent) sendProblem(request, response, storageProblem());
  }, ANSWER_MS);
  response.once('close', () => clearTimeout(overdue));
  next();
}
