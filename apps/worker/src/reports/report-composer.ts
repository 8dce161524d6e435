import { Injectable } from '@nestjs/common';
import {
  BatchReports,
  coveredBy,
  type JobRecord,
  JobStore,
  type MailRecord,
  toJob,
} from '@orders/persistence';
import { type ReportAttachment, ReportAttachments } from './report-attachments';
import { type RenderedReport, ReportRenderer } from './report-renderer';

/** A report with what comes along. */
export interface Report {
  content: RenderedReport;
  attachments: ReportAttachment[];
}

/** Writes the report that a mail of the outbox is about. */
@Injectable()
export class ReportComposer {
  constructor(
    private readonly jobs: JobStore,
    private readonly batches: BatchReports,
    private readonly files: ReportAttachments,
    private readonly renderer: ReportRenderer,
  ) {}

  /**
   * The report, or undefined when its jobs were removed or started again since. One that was sent before says
   * then what it said.
   */
  async compose(mail: MailRecord): Promise<Report | undefined> {
    const fresh = mail.batchId ? await this.ofBatch(mail.batchId) : await this.ofJob(mail);
    return fresh ?? keptOf(mail);
  }

  private async ofJob(mail: MailRecord): Promise<Report | undefined> {
    const [covered] = coveredBy(mail);
    const record = covered && (await this.jobs.find('all', covered.jobId.toHexString()));
    if (!record || record.resultFence !== covered.fence) return undefined;
    const attachments = await this.files.of([record]);
    return { content: this.renderer.render(toJob(record), attachments.length > 0), attachments };
  }

  private async ofBatch(batchId: NonNullable<JobRecord['batchId']>): Promise<Report | undefined> {
    const records = await this.batches.jobsOf(batchId);
    if (records.length === 0) return undefined;
    const attachments = await this.files.of(records);
    return { content: this.renderer.renderBatch(records.map(toJob), attachments.length > 0), attachments };
  }
}

function keptOf({ subject, html, text }: MailRecord): Report | undefined {
  return html !== null && text !== null ? { content: { subject, html, text }, attachments: [] } : undefined;
}
