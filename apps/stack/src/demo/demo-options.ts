import { parseArgs } from 'node:util';
import * as z from 'zod';

export const USAGE = `Usage: npm run demo -- [options]

  --rows N      order lines of the sample workbook, 1 to 1000000 (100000)
  --bad-rows N  how many of them are wrong (10)
  --url URL     where the system runs (http://localhost:5000)
  --save FILE   also keep the workbook
  --help        this text`;

const DemoOptions = z.object({
  rows: z.coerce.number().int().min(1).max(1_000_000).default(100_000),
  'bad-rows': z.coerce.number().int().min(0).default(10),
  url: z.url({ protocol: /^https?$/ }).optional(),
  save: z.string().optional(),
});
export type DemoOptions = z.output<typeof DemoOptions>;

/** The options, or undefined when only help is wanted. @throws Error for wrong ones. */
export function parseDemoOptions(args: string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string' },
      'bad-rows': { type: 'string' },
      url: { type: 'string' },
      save: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const result = DemoOptions.safeParse(values);
  if (result.success)
    return { ...result.data, 'bad-rows': Math.min(result.data['bad-rows'], result.data.rows) };
  throw new Error(
    result.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'),
  );
}
