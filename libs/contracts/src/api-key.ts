import * as z from 'zod';

/** What a key may do. `read`: see its owner's jobs and their files; `upload`: send order files. */
export const ApiKeyScope = z.enum(['read', 'upload']).meta({ id: 'ApiKeyScope' });
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/** How an API key begins, so that people and secret scanners know one when they see it. */
export const API_KEY_PREFIX = 'obk_';

export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(ApiKeyScope),
    hint: z.string().meta({ description: 'Its first characters, to tell keys apart' }),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable().meta({ description: 'To the minute' }),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

export const ApiKeyList = z.object({ items: z.array(ApiKey) }).meta({ id: 'ApiKeyList' });
export type ApiKeyList = z.infer<typeof ApiKeyList>;

export const NewApiKey = z
  .strictObject({
    name: z.string().trim().min(1, 'Enter a name').max(100),
    scopes: z.array(ApiKeyScope).min(1, 'Choose what the key may do').max(2),
    days: z.int().min(1).max(366).default(90).meta({ description: 'Days until the key ends' }),
  })
  .meta({ id: 'NewApiKey' });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const CreatedApiKey = ApiKey.extend({
  key: z.string().meta({ description: 'The key itself, shown only now; send it as `X-API-Key`' }),
}).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
