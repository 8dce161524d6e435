import * as z from 'zod';

/** A whole number in a range. */
export const integer = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^-?\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`))
    .default(fallback);

/** `true` or `false` (also `1` and `0`, `yes` and `no`). */
export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0', 'yes', 'no'], 'must be true or false')
    .transform((text) => text === 'true' || text === '1' || text === 'yes')
    .default(fallback);

/** A TCP port; 0 lets the system choose a free one. */
export const port = (fallback: number) => integer(0, 65_535, fallback);

/** Where MongoDB is. */
export const mongoUri = z
  .string('is not set: give the address of a MongoDB replica set, or start with `npm start`')
  .regex(/^mongodb(\+srv)?:\/\/\S+$/, 'must begin with mongodb:// or mongodb+srv://');

export const logLevel = z
  .enum(
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    'must be trace, debug, info, warn, error or silent',
  )
  .default('info');

export const nodeEnvironment = z
  .enum(['development', 'test', 'production'], 'must be development, test or production')
  .default('development');

/** An `http(s)://` origin, without a path. */
export const origin = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://orders.example.com' })
  .transform((text) => new URL(text).origin);
