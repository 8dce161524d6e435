import * as z from 'zod';
import { User } from './user';

/** Stored in lower case: two spellings of one address are one account. */
export const EmailAddress = z
  .email('Not an e-mail address')
  .max(254)
  .transform((address) => address.toLowerCase())
  .meta({ id: 'EmailAddress', example: 'ops@example.com' });

/** Length is the rule that protects; composition rules are not (NIST SP 800-63B). */
export const NewPassword = z
  .string()
  .min(10, 'At least 10 characters')
  .max(200, 'At most 200 characters')
  .meta({ id: 'NewPassword', format: 'password' });

export const RegisterRequest = z
  .strictObject({
    email: EmailAddress,
    password: NewPassword,
    name: z.string().trim().min(1, 'Enter a name').max(100),
  })
  .meta({ id: 'RegisterRequest' });
export type RegisterRequest = z.infer<typeof RegisterRequest>;

export const LoginRequest = z
  .strictObject({ email: EmailAddress, password: z.string().min(1, 'Enter the password').max(200) })
  .meta({ id: 'LoginRequest' });
export type LoginRequest = z.infer<typeof LoginRequest>;

/** An access token for the `Authorization: Bearer` header; the refresh token travels in a cookie only. */
export const SessionTokens = z
  .object({
    accessToken: z.string(),
    expiresIn: z.int().meta({ description: 'Seconds until the access token ends' }),
    user: User,
  })
  .meta({ id: 'SessionTokens' });
export type SessionTokens = z.infer<typeof SessionTokens>;

/** What the sign-in page needs to know before anybody is signed in. */
export const AuthOptions = z.object({ registration: z.enum(['open', 'closed']) }).meta({ id: 'AuthOptions' });
export type AuthOptions = z.infer<typeof AuthOptions>;
