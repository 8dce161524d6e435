import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model } from 'mongoose';
import { JOBS, type JobRecord, type OutboxEntry } from '../jobs/job.schema';
import { BatchReports } from './batch-reports';
import { type CoveredJob, MAILS, type MailRecord } from './mail.schema';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  transport: 'smtp' | 'folder';
}

/**
 * Mails that are owed. A job's terminal state and its outbox entry are one update; `relay` turns the entry
 * into a mail, `claimDue` hands it to one worker at a time. Every step may be repeated: at least once.
 */
@Injectable()
export class Outbox {
  constructor(
    @InjectModel(JOBS) private readonly jobs: Model<JobRecord>,
    @InjectModel(MAILS) private readonly mails: Model<MailRecord>,
    private readonly batches: BatchReports,
  ) {}

  /** Turns one job's outbox entry, the oldest, into a mail, or into a part of its batch's. @returns whether there was one. */
  async relay(): Promise<boolean> {
    const job = await this.jobs
      .findOne({ outbox: { $exists: true } })
      .sort({ 'outbox.createdAt': 1 })
      .lean<JobRecord>();
    if (!job?.outbox) return false;
    const { messageId } = job.outbox;
    const joined = await this.batches.join(job, { jobId: job._id, fence: fenceOf(messageId) });
    if (!joined) await this.addMail(job, job.outbox);
    await this.jobs.updateOne({ _id: job._id, 'outbox.messageId': messageId }, { $unset: { outbox: '' } });
    return true;
  }

  /** Takes a due mail for `leaseMs` milliseconds; after them another worker may try. */
  async claimDue(leaseMs: number): Promise<MailRecord | undefined> {
    const mail = await this.mails
      .findOneAndUpdate(
        { state: 'pending', $expr: { $lte: ['$nextAttemptAt', '$$NOW'] } },
        [{ $set: { nextAttemptAt: { $add: ['$$NOW', leaseMs] }, attempts: { $add: ['$attempts', 1] } } }],
        { sort: { nextAttemptAt: 1 }, returnDocument: 'after', updatePipeline: true },
      )
      .lean<MailRecord>();
    return mail ?? undefined;
  }

  /**
   * Notes that the mail is on its way: first at its jobs, then at the mail, so that `sent` holds for both.
   * @returns the jobs that it reports
   */
  async markSent(mail: MailRecord, rendered: RenderedMail): Promise<JobRecord[]> {
    const jobs = await this.setReport(mail, { 'report.state': 'sent', 'report.sentAt': new Date() });
    await this.mails.updateOne(
      { _id: mail._id },
      { $set: { ...rendered, state: 'sent', lastError: null }, $currentDate: { sentAt: true } },
    );
    return jobs;
  }

  async retryLater(mail: MailRecord, delayMs: number, reason: string): Promise<void> {
    await this.mails.updateOne(
      { _id: mail._id, state: 'pending' },
      [{ $set: { nextAttemptAt: { $add: ['$$NOW', delayMs] }, lastError: { $literal: reason } } }],
      { updatePipeline: true },
    );
  }

  /**
   * Gives the mail up: the receiving server refused it for good, or there is nothing left to report.
   * @returns the jobs that it would have reported
   */
  async markFailed(mail: MailRecord, reason: string, rendered?: RenderedMail): Promise<JobRecord[]> {
    const jobs = await this.setReport(mail, { 'report.state': 'failed' });
    await this.mails.updateOne(
      { _id: mail._id },
      { $set: { ...rendered, state: 'failed', lastError: reason } },
    );
    return jobs;
  }

  private async addMail(job: JobRecord, { messageId, to, createdAt }: OutboxEntry): Promise<void> {
    await this.mails.updateOne(
      { _id: messageId },
      {
        $setOnInsert: {
          jobId: job._id,
          ownerId: job.ownerId,
          to,
          state: 'pending',
          nextAttemptAt: new Date(0),
          attempts: 0,
          lastError: null,
          transport: null,
          subject: '',
          html: null,
          text: null,
          createdAt,
          sentAt: null,
        },
      },
      { upsert: true },
    );
  }

  /** Gives the jobs that the mail reports, as they are now. */
  private async setReport(mail: MailRecord, set: Record<string, unknown>): Promise<JobRecord[]> {
    const told: JobRecord[] = [];
    for (const { jobId, fence } of coveredBy(mail)) {
      const job = await this.jobs
        .findOneAndUpdate(
          { _id: jobId, resultFence: fence },
          { $set: set, $inc: { version: 1 } },
          { returnDocument: 'after', projection: { trail: 0 } },
        )
        .lean<JobRecord>();
      if (job) told.push(job);
    }
    return told;
  }
}

/** The attempt that a report is about: a job that was retried meanwhile must not take it for its own. */
const fenceOf = (messageId: string): number => Number(messageId.split('-').at(-1));

/** The jobs whose end the mail reports. */
export const coveredBy = (mail: MailRecord): CoveredJob[] =>
  mail.covers ?? (mail.jobId ? [{ jobId: mail.jobId, fence: fenceOf(mail._id) }] : []);

/** The left part of its Message-ID: the same for every try, another one when a person has it sent again. */
export const messageIdOf = ({ _id, resends }: MailRecord): string => (resends ? `${_id}.${resends}` : _id);
