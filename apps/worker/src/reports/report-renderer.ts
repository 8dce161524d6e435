import { Inject, Injectable } from '@nestjs/common';
import { type Job } from '@orders/contracts';
import Handlebars from 'handlebars';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { type BatchView, batchView } from './batch-view';
import { type ReportView, reportView } from './report-view';
import batchHtmlTemplate from './templates/batch.html.tmpl?raw';
import batchTextTemplate from './templates/batch.text.tmpl?raw';
import headTemplate from './templates/head.html.tmpl?raw';
import htmlTemplate from './templates/report.html.tmpl?raw';
import textTemplate from './templates/report.text.tmpl?raw';

export interface RenderedReport {
  subject: string;
  html: string;
  text: string;
}

/** An environment of our own: nothing that others register reaches these templates. */
const handlebars = Handlebars.create();
const STRICT = { strict: true, knownHelpersOnly: true } as const;
const PLAIN = { ...STRICT, noEscape: true } as const;
handlebars.registerPartial('head', headTemplate);
const html = handlebars.compile<ReportView>(htmlTemplate, STRICT);
const text = handlebars.compile<ReportView>(textTemplate, PLAIN);
const batchHtml = handlebars.compile<BatchView>(batchHtmlTemplate, STRICT);
const batchText = handlebars.compile<BatchView>(batchTextTemplate, PLAIN);

/** Writes reports of ended jobs, as HTML and as plain text. */
@Injectable()
export class ReportRenderer {
  constructor(@Inject(WORKER_CONFIG) private readonly config: WorkerConfig) {}

  /** @param attached whether the rejected rows come with the mail */
  render(job: Job, attached: boolean): RenderedReport {
    const view = reportView(job, this.config.FRONTEND_URL, attached);
    return { subject: view.subject, html: html(view), text: text(view) };
  }

  /** One report for files that were uploaded together. @param attached whether rejected rows come with the mail */
  renderBatch(jobs: Job[], attached: boolean): RenderedReport {
    const view = batchView(jobs, this.config.FRONTEND_URL, attached);
    return { subject: view.subject, html: batchHtml(view), text: batchText(view) };
  }
}
