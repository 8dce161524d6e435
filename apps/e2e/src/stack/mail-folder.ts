import { expect } from '@playwright/test';
import { simpleParser } from 'mailparser';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The token of the newest link to `page` that was mailed to `address`; waits until there is one. */
export async function mailedToken(
  address: string,
  page: 'reset-password' | 'confirm-email',
): Promise<string> {
  let token: string | undefined;
  await expect
    .poll(async () => (token = await findToken(address, page)), { message: `a mail for ${page} comes` })
    .toBeDefined();
  return token ?? '';
}

async function findToken(address: string, page: string): Promise<string | undefined> {
  const folder = process.env['E2E_MAIL_FOLDER'] ?? '';
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  for (const name of names) {
    const bytes = await readFile(join(folder, name));
    const token = bytes.includes(address)
      ? new RegExp(`/${page}#token=([\\w-]{43})`).exec((await simpleParser(bytes)).text ?? '')?.[1]
      : undefined;
    if (token) {
      return token;
    }
  }
  return undefined;
}
