import * as z from 'zod';

export const Role = z.enum(['member', 'admin']).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

export const User = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: Role,
    active: z.boolean(),
    createdAt: z.iso.datetime(),
    lastSignInAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

/** What an admin may change of somebody's account. */
export const UserChange = z
  .strictObject({ role: Role.optional(), active: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change')
  .meta({ id: 'UserChange' });
export type UserChange = z.infer<typeof UserChange>;
