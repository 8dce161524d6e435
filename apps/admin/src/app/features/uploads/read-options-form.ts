import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { type OrderField, ReadOptions } from '@orders/contracts';
import { I18n } from '../../core/i18n/i18n';
import { Icon } from '../../ui/icon';
import { FORM_FIELD_LOOK } from '../../ui/form-field-look';
import { type Segment, Segmented } from '../../ui/segmented';

const FIELDS: readonly OrderField[] = ['productName', 'quantity', 'price', 'orderId'];

/** How the files are to be read, for sheets that the reader does not understand by itself. */
@Component({
  selector: 'app-read-options-form',
  imports: [Icon, MatFormField, MatInput, MatLabel, Segmented],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [FORM_FIELD_LOOK],
  templateUrl: './read-options-form.html',
  styleUrl: './read-options-form.scss',
})
export class ReadOptionsForm {
  readonly options = model.required<Partial<ReadOptions>>();
  protected readonly t = inject(I18n).t;
  protected readonly fields = FIELDS;
  protected readonly separators: Segment<'.' | ','>[] = [
    { value: '.', label: '1,234.50' },
    { value: ',', label: '1.234,50' },
  ];
  protected readonly separator = computed(() => this.options().decimalSeparator ?? '.');
  /** Shown open from the start. */
  readonly opened = input(false);
  protected readonly custom = computed(() => {
    const { mapping, sheet, headerRow } = this.options();
    return this.opened() || Boolean(mapping ?? sheet ?? headerRow);
  });

  protected setSeparator(decimalSeparator: '.' | ','): void {
    this.change({ decimalSeparator });
  }

  protected setSheet(value: string): void {
    this.change({ sheet: value.trim() || undefined });
  }

  protected setHeaderRow(value: string): void {
    const row = Number(value);
    this.change({ headerRow: value.trim() === '' ? undefined : row });
  }

  protected setColumn(field: OrderField, value: string): void {
    const columns = new Map(Object.entries(this.options().mapping ?? {}));
    columns.set(field, value.trim());
    const mapping = Object.fromEntries([...columns].filter(([, header]) => header));
    this.change({ mapping: Object.keys(mapping).length ? mapping : undefined });
  }

  /** Takes over what the contract allows; anything else leaves the options as they are. */
  private change(change: Partial<ReadOptions>): void {
    const next = { ...this.options(), ...change };
    if (ReadOptions.safeParse(next).success) {
      this.options.set(next);
    }
  }
}
