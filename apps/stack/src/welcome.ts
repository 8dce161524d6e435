import { relative } from 'node:path';
import { type StackConfig } from './stack-config';

/** What a new user needs to know, once everything runs. */
export function welcome(url: string, config: StackConfig): string {
  const data = relative(process.cwd(), config.DATA_DIR) || '.';
  const sendsMail = config.SMTP_HOST !== undefined || config.EMAIL_USER !== undefined;
  const database = config.MONGO_URI
    ? 'MongoDB, as MONGO_URI says'
    : `embedded, in ${data}/mongo (set MONGO_URI to use a MongoDB)`;
  const mail = sendsMail
    ? 'sent by SMTP'
    : `kept in ${data}/mail and shown under "Mails" (set SMTP_HOST, EMAIL_USER, EMAIL_PASS to send)`;
  const hasDocs = config.API_DOCS ?? config.NODE_ENV !== 'production';
  return [
    '',
    '  Bulk Order Processing Dashboard is running.',
    '',
    `    Open       ${url}  and create an account`,
    '    Try it     npm run demo -- --rows 100000      (in a second terminal)',
    '    Be admin   npm run seed -- --email you@example.com --role admin',
    ...(hasDocs ? [`    API        ${url}/api/docs`] : []),
    '',
    `    Database   ${database}`,
    `    E-mail     ${mail}`,
    `    Logs       ${data}/logs`,
    '',
    '  Ctrl+C stops it. Settings go into a file .env: see .env.example.',
    '',
  ].join('\n');
}
