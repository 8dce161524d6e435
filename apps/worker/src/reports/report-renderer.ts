import { Inject, Injectable } from '@nestjs/common';
import { type Job } from '@orders/contracts';
import Handlebars from 'handlebars';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { type ReportView, reportView } from './report-view';
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
const html = handlebars.compile<ReportView>(htmlTemplate, STRICT);
const text = handlebars.compile<ReportView>(textTemplate, { ...STRICT, noEscape: true });

/** Writes the report of an ended job, as HTML and as plain text. */
@Injectable()
export class ReportRenderer {
  constructor(@Inject(WORKER_CONFIG) private readonly config: WorkerConfig) {}

  render(job: Job): RenderedReport {
    const view = reportView(job, this.config.FRONTEND_URL);
    return { subject: view.subject, html: html(view), text: text(view) };
  }
}
