import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { type UploadLimits } from '@orders/contracts';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { Icon } from '../../ui/icon';

/** Where files are dropped or chosen. */
@Component({
  selector: 'app-drop-zone',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './drop-zone.html',
  styleUrl: './drop-zone.scss',
})
export class DropZone {
  readonly limits = input.required<UploadLimits | null>();
  readonly files = output<File[]>();
  private readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly over = signal(false);
  protected readonly accept = computed(() =>
    (this.limits()?.extensions ?? []).map((extension) => `.${extension.replace(/^\./, '')}`).join(','),
  );
  protected readonly limitText = computed(() => {
    const limits = this.limits();
    return limits
      ? this.t().uploads.limits(
          limits.extensions.map((extension) => extension.replace(/^\./, '')).join(', '),
          this.formats.bytes(limits.maxFileBytes),
          this.formats.integer(limits.maxSheetRows),
        )
      : '';
  });

  protected choose(event: Event): void {
    const control = event.target;
    if (control instanceof HTMLInputElement && control.files?.length) {
      this.files.emit([...control.files]);
      control.value = '';
    }
  }
}
