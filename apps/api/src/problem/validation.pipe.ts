import { StandardSchemaValidationPipe } from '@nestjs/common';
import { Problem } from './problem';

type Path = readonly (PropertyKey | { readonly key: PropertyKey })[];

/** A JSON pointer (RFC 6901) to the place that is wrong. */
const pointerOf = (path: Path = []): string =>
  path
    .map((part) => String(typeof part === 'object' ? part.key : part))
    .map((part) => `/${part.replace(/~/g, '~0').replace(/\//g, '~1')}`)
    .join('');

export const validationProblem = (issues: readonly { message: string; path?: Path | undefined }[]): Problem =>
  new Problem(
    400,
    'validation_failed',
    'Some values are not as they should be.',
    issues.slice(0, 100).map((issue) => ({ pointer: pointerOf(issue.path), detail: issue.message })),
  );

/** Checks bodies, queries and parameters against the contract given with `@Body({ schema })` and the like. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({ exceptionFactory: validationProblem });
