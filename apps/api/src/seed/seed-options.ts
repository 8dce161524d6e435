import { parseArgs } from 'node:util';
import { EmailAddress, NewPassword, Role } from '@orders/contracts';
import * as z from 'zod';

export const USAGE = `Usage: npm run seed -- [options]

  --email ADDRESS  the account's address (lusaibnetstager@gmail.com)
  --role ROLE      member or admin (admin)
  --name NAME      the account's name, when it is new
  --help           this text

The password is taken from SEED_PASSWORD; without it one is made for a new account and printed once.`;

const SeedOptions = z.object({
  email: EmailAddress.default('lusaibnetstager@gmail.com'),
  role: Role.default('admin'),
  name: z.string().trim().min(1).max(100).optional(),
  password: NewPassword.optional(),
});
export type SeedOptions = z.output<typeof SeedOptions>;

/** The options, or undefined when only help is wanted. @throws Error for wrong ones. */
export function parseSeedOptions(args: string[], password: string | undefined): SeedOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      email: { type: 'string' },
      role: { type: 'string' },
      name: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const result = SeedOptions.safeParse({ ...values, ...(password && { password }) });
  if (result.success) return result.data;
  throw new Error(
    result.error.issues
      .map(
        (issue) =>
          `${issue.path[0] === 'password' ? 'SEED_PASSWORD' : `--${String(issue.path[0])}`}: ${issue.message}`,
      )
      .join('\n'),
  );
}
