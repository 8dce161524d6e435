import Handlebars from 'handlebars';
import { oneLine } from '../reports/one-line';
import { type AccountMailText } from './account-mail-text';
import htmlTemplate from './templates/account.html.tmpl?raw';
import textTemplate from './templates/account.text.tmpl?raw';

export interface RenderedAccountMail {
  subject: string;
  html: string;
  text: string;
}

/** An environment of our own: nothing that others register reaches these templates. */
const handlebars = Handlebars.create();
const STRICT = { strict: true, knownHelpersOnly: true } as const;
const html = handlebars.compile<AccountMailText & { name: string }>(htmlTemplate, STRICT);
const text = handlebars.compile<AccountMailText & { name: string }>(textTemplate, {
  ...STRICT,
  noEscape: true,
});

/** A mail about an account, as HTML and as plain text. */
export function renderAccountMail(name: string, content: AccountMailText): RenderedAccountMail {
  const view = { ...content, name: oneLine(name) };
  return { subject: content.subject, html: html(view), text: text(view) };
}
