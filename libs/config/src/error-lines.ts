import { ConfigError } from './read-environment';

/** What a person should read when a program can't start: one line for each wrong setting, or the error's text. */
export function errorLines(error: unknown): string[] {
  if (error instanceof ConfigError) return error.lines;
  return [error instanceof Error ? error.message : String(error)];
}
