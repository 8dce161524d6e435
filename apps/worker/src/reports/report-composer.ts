import { Injectable } from '@nestjs/common';
import { fenceOf, JobStore, type MailRecord, toJob } from '@orders/persistence';
import { type RenderedReport, ReportRenderer } from './report-renderer';

/** Writes the report that a mail of the outbox is about. */
@Injectable()
export class ReportComposer {
  constructor(
    private readonly jobs: JobStore,
    private readonly renderer: ReportRenderer,
  ) {}

  /** The report, or undefined when the job was removed or started again since. */
  async compose(mail: MailRecord): Promise<RenderedReport | undefined> {
    const record = mail.jobId && (await this.jobs.find('all', mail.jobId.toHexString()));
    return record && record.resultFence === fenceOf(mail) ? this.renderer.render(toJob(record)) : undefined;
  }
}
