import type * as z from 'zod';

/** The environment is not usable; `lines` has one sentence for each wrong variable. */
export class ConfigError extends Error {
  constructor(readonly lines: string[]) {
    super(lines.join('\n'));
  }
}

/**
 * Validates environment variables against `schema`. An empty variable counts as not set, as in `.env` files.
 * @throws ConfigError
 */
export function readEnvironment<T extends z.ZodType>(
  schema: T,
  environment: Record<string, string | undefined>,
): z.output<T> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map((issue) => `${issue.path.join('.') || 'Environment'}: ${issue.message}`),
  );
}
