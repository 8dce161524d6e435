import * as z from 'zod';

/** One sign-in that is still good, as its owner sees it. */
export const Session = z
  .object({
    id: z.string(),
    current: z.boolean().meta({ description: 'The one that asks' }),
    userAgent: z.string().meta({ description: 'As the browser calls itself; data, not to be trusted' }),
    address: z.string().meta({ description: 'Where the sign-in came from' }),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const SessionList = z.object({ items: z.array(Session) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof SessionList>;
