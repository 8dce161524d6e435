import * as z from 'zod';
import { PageQuery, pageOf } from './page';

export const Role = z.enum(['member', 'admin']).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

export const User = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: Role,
    active: z.boolean(),
    emailConfirmed: z.boolean().meta({ description: 'A mailed link was followed' }),
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

export const UserListQuery = PageQuery.extend({
  search: z.string().trim().max(200).optional().meta({ description: 'Part of a name or an address' }),
}).meta({ id: 'UserListQuery' });
export type UserListQuery = z.infer<typeof UserListQuery>;

export const UserPage = pageOf(User, 'UserPage');
export type UserPage = z.infer<typeof UserPage>;
