import { type Texts } from '../texts/en';

/** What to say of a new password that the contract refuses. */
export function passwordFault(t: Texts, password: string): string {
  const { newPassword, passwordGuessable } = t.auth.invalid;
  return password.length < 10 || password.length > 200 ? newPassword : passwordGuessable;
}
