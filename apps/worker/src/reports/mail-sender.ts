import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { MailerService } from '@nestjs-modules/mailer';
import { EmailAddress } from '@orders/contracts';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { type ReportAttachment } from './report-attachments';
import { type RenderedReport } from './report-renderer';

/** The stored address is none that a mail can be sent to. */
export class BadAddressError extends Error {
  readonly code = 'EENVELOPE_INVALID';
}

/** Sends a mail by SMTP, or writes it as an `.eml` file where no SMTP is set up. */
@Injectable()
export class MailSender {
  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly mailer: MailerService,
  ) {}

  /** How mails leave. */
  get transport(): 'smtp' | 'folder' {
    return this.config.mailRoute.kind;
  }

  /**
   * Resolves once the next server, or the disk, has the mail.
   * @param id left part of its Message-ID: the same for every try, so that doubles are recognised as one
   * @throws BadAddressError, or an error of the connection or the server
   */
  async send(
    id: string,
    to: string,
    report: RenderedReport,
    attachments: ReportAttachment[] = [],
  ): Promise<void> {
    // One address and nothing else: a line break here would be a header of somebody else's choice.
    const address = EmailAddress.safeParse(to);
    if (!address.success) throw new BadAddressError(`Not an address: ${JSON.stringify(to)}`);
    const { mailRoute, mailFrom } = this.config;
    const domain = mailFrom.address.split('@').at(-1) ?? 'localhost';
    const info: unknown = await this.mailer.sendMail({
      from: mailFrom,
      to: { name: '', address: address.data },
      messageId: `<${id}@${domain}>`,
      // RFC 3834: nobody's holiday notice should answer a report.
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...report,
      attachments,
    });
    if (mailRoute.kind === 'folder')
      await writeEml(mailRoute.folder, id, (info as { message: Buffer }).message);
  }
}

/** Whoever looks into the folder sees whole mails only. */
async function writeEml(folder: string, id: string, message: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${id}-${randomUUID()}`);
  await writeFile(draft, message);
  await rename(draft, join(folder, `${id}.eml`));
}
