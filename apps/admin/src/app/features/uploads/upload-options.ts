import { ChangeDetectionStrategy, Component, inject, model } from '@angular/core';
import { type ReadOptions } from '@orders/contracts';
import { I18n } from '../../core/i18n/i18n';
import { type Segment, Segmented } from '../../ui/segmented';

/** Whether files are processed as soon as they have arrived, and how their numbers are read then. */
@Component({
  selector: 'app-upload-options',
  imports: [Segmented],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'card' },
  template: `
    <label class="switch">
      <input type="checkbox" role="switch" [checked]="atOnce()" (change)="atOnce.set(!atOnce())" />
      <span>
        <span class="name">{{ t().uploads.options.atOnce }}</span>
        <span class="faint small">{{
          atOnce() ? t().uploads.options.atOnceText : t().uploads.options.firstLookText
        }}</span>
      </span>
    </label>
    @if (atOnce()) {
      <div class="row">
        <span aria-hidden="true">{{ t().uploads.options.separator }}</span>
        <app-segmented
          [label]="t().uploads.options.separator"
          [segments]="separators"
          [value]="options().decimalSeparator ?? '.'"
          (valueChange)="options.set({ decimalSeparator: $event })"
        />
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      padding: var(--space-5);
    }

    .switch {
      display: flex;
      align-items: flex-start;
      gap: var(--space-3);
      cursor: pointer;
    }

    .switch input {
      flex: none;
      margin-top: 0.125rem;
    }

    .name {
      display: block;
      font-weight: 600;
    }

    .row {
      display: grid;
      gap: var(--space-2);
      font-size: 0.8125rem;
    }

    app-segmented {
      justify-self: start;
    }
  `,
})
export class UploadOptions {
  readonly atOnce = model.required<boolean>();
  readonly options = model.required<Partial<ReadOptions>>();
  protected readonly t = inject(I18n).t;
  protected readonly separators: Segment<'.' | ','>[] = [
    { value: '.', label: '1,234.50' },
    { value: ',', label: '1.234,50' },
  ];
}
