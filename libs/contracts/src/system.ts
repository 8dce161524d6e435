import * as z from 'zod';

export const SystemPart = z
  .object({
    name: z.enum(['database', 'queue', 'workers', 'mail', 'webhooks']),
    state: z.enum(['ok', 'warning', 'down']),
    detail: z.string().meta({ description: 'What is so, for a person' }),
  })
  .meta({ id: 'SystemPart' });
export type SystemPart = z.infer<typeof SystemPart>;

export const SystemSetting = z
  .object({
    name: z.string().meta({ example: 'MAX_FILE_MB' }),
    value: z.string().meta({ description: 'As in force; secrets are masked' }),
  })
  .meta({ id: 'SystemSetting' });
export type SystemSetting = z.infer<typeof SystemSetting>;

/** How the installation is set up and how each part of it is. */
export const SystemInfo = z
  .object({
    version: z.string(),
    parts: z.array(SystemPart),
    settings: z.array(SystemSetting).meta({ description: 'Of the API process that answers' }),
  })
  .meta({ id: 'SystemInfo' });
export type SystemInfo = z.infer<typeof SystemInfo>;
