import { type BSONRegExp } from 'bson';
import { badValue } from '../server-error';
import { bsonTag } from '../values/document';

/** Whether a value of a filter is a regular expression literal. */
export function isRegExp(value: unknown): value is BSONRegExp {
  return bsonTag(value) === 'BSONRegExp';
}

/**
 * A PCRE pattern with the server's options (i, m, s, x, u) as JavaScript's.
 * @throws ServerError BadValue for unknown options, Location51091 for a pattern that JavaScript does not know
 */
export function compileRegExp(pattern: string, options: string): RegExp {
  let source = pattern;
  let flags = '';
  const inline = /^\(\?([ims]+)\)/.exec(source);
  if (inline) {
    source = source.slice(inline[0].length);
    flags += inline[1] ?? '';
  }
  for (const option of options) {
    if ('ims'.includes(option)) flags += option;
    else if (option === 'x') source = withoutComments(source);
    else if (option !== 'u') throw badValue(`invalid flag in regex options: ${option}`);
  }
  try {
    return new RegExp(source, [...new Set(flags)].join(''));
  } catch (error) {
    throw badValue(`Regular expression is invalid: ${error instanceof Error ? error.message : pattern}`);
  }
}

function withoutComments(source: string): string {
  return source.replace(/\\.|\[[^\]]*\]|\s+|#.*$/gm, (part) => (/^[\s#]/.test(part) ? '' : part));
}

/** The text that every match must start with, where a case-sensitive pattern is anchored; else undefined. */
export function literalPrefix(expression: BSONRegExp): string | undefined {
  if (/[imx]/.test(expression.options)) return undefined;
  const match = /^(?:\^|\\A)((?:[\w\s\-/@:;,'"<>=!%&~`#]|\\[^\w])+)/.exec(expression.pattern);
  if (!match || expression.pattern.includes('|')) return undefined;
  const rest = expression.pattern.slice(match[0].length);
  const literal = (match[1] ?? '').replace(/\\(.)/g, '$1');
  return /^[*?{]/.test(rest) ? literal.slice(0, -1) || undefined : literal;
}
