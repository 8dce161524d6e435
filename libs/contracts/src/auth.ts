import * as z from 'zod';
import { isCommonPassword, isNamedAfter } from './password-rules';
import { User } from './user';

/** Stored in lower case: two spellings of one address are one account. */
export const EmailAddress = z
  .email('Not an e-mail address')
  .max(254)
  .transform((address) => address.toLowerCase())
  .meta({ id: 'EmailAddress', example: 'ops@example.com' });

/** Length and a list of common ones are the rules that protect; composition rules are not (NIST SP 800-63B). */
export const NewPassword = z
  .string()
  .min(10, 'At least 10 characters')
  .max(200, 'At most 200 characters')
  .refine((password) => !isCommonPassword(password), 'Too common: it would be guessed first')
  .meta({ id: 'NewPassword', format: 'password' });

export const RegisterRequest = z
  .strictObject({
    email: EmailAddress,
    password: NewPassword,
    name: z.string().trim().min(1, 'Enter a name').max(100),
  })
  .refine(({ email, name, password }) => !isNamedAfter(password, [email, name]), {
    path: ['password'],
    message: 'Too close to the name or the address',
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

/** What people may change of their own account. */
export const AccountChange = z
  .strictObject({ name: z.string().trim().min(1, 'Enter a name').max(100) })
  .meta({ id: 'AccountChange' });
export type AccountChange = z.infer<typeof AccountChange>;

export const PasswordChange = z
  .strictObject({
    currentPassword: z.string().min(1, 'Enter the password').max(200),
    newPassword: NewPassword,
  })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** The part of a mailed link that proves that the mail was read: 32 random bytes. */
const MailedToken = z.string().regex(/^[\w-]{43}$/, 'Not a token');

export const ForgottenPassword = z.strictObject({ email: EmailAddress }).meta({ id: 'ForgottenPassword' });
export type ForgottenPassword = z.infer<typeof ForgottenPassword>;

export const PasswordReset = z
  .strictObject({ token: MailedToken, newPassword: NewPassword })
  .meta({ id: 'PasswordReset' });
export type PasswordReset = z.infer<typeof PasswordReset>;

export const EmailConfirmation = z.strictObject({ token: MailedToken }).meta({ id: 'EmailConfirmation' });
export type EmailConfirmation = z.infer<typeof EmailConfirmation>;
