import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { DomSanitizer } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { type MailContent } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { Icon } from '../../ui/icon';
import { type Segment, Segmented } from '../../ui/segmented';

/** A mail as its reader sees it. Its HTML is shown in a frame that may run and load nothing. */
@Component({
  selector: 'app-mail-preview',
  imports: [Icon, MatButton, RouterLink, Segmented],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './mail-preview.html',
  styleUrl: './mail-preview.scss',
})
export class MailPreview {
  readonly mail = input.required<MailContent>();
  readonly mayResend = input(false);
  readonly download = output();
  readonly resend = output();
  private readonly sanitizer = inject(DomSanitizer);
  private readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly view = signal<'html' | 'text'>('html');
  protected readonly views = computed((): Segment<'html' | 'text'>[] => [
    { value: 'html', label: 'HTML' },
    { value: 'text', label: this.t().mails.text },
  ]);
  protected readonly showsHtml = computed(() => this.view() === 'html' && this.mail().html !== null);
  /** Trusted, because the frame's empty sandbox is what keeps it from doing anything. */
  protected readonly html = computed(() => this.sanitizer.bypassSecurityTrustHtml(this.mail().html ?? ''));
  protected readonly sent = computed(() => {
    const { sentAt, createdAt, transport } = this.mail();
    const at = this.formats.dateTime(sentAt ?? createdAt);
    return transport ? `${at} · ${this.t().mails.transports[transport]}` : at;
  });
}
