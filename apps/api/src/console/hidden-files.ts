import { type NextFunction, type Request, type Response } from 'express';

/** Names that begin with a dot, at any depth, and source maps. */
const HIDDEN = /\/\.|\.map$/;

/** There is nothing to see, not even the console's start page. Source maps are for developers' machines. */
export function hideFiles(request: Request, response: Response, next: NextFunction): void {
  if (HIDDEN.test(decoded(request.path))) response.status(404).end();
  else next();
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
