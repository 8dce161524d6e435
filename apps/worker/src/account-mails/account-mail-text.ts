/** What a mail about an account says. */
export interface AccountMailText {
  subject: string;
  paragraphs: string[];
  action: { label: string; url: string };
  footnote: string;
}

export const accountMailText = {
  passwordReset: (url: string): AccountMailText => ({
    subject: 'Set a new password',
    paragraphs: ['somebody, hopefully you, asked to set a new password for your account.'],
    action: { label: 'Set a new password', url },
    footnote:
      'The link is good once, for one hour. If you did not ask, do nothing: your password stays as it is.',
  }),
  emailConfirmation: (url: string): AccountMailText => ({
    subject: 'Confirm your e-mail address',
    paragraphs: ['an account was made with this address. Please confirm that it is yours.'],
    action: { label: 'Confirm the address', url },
    footnote: 'The link is good once, for a week. If you did not make the account, do nothing.',
  }),
  passwordChanged: (url: string): AccountMailText => ({
    subject: 'Your password was changed',
    paragraphs: ['the password of your account was changed. All other sessions were ended.'],
    action: { label: 'This was not me: set a new password', url },
    footnote: 'If it was you, there is nothing to do.',
  }),
};
