import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { type OrderPreview } from '@orders/contracts';
import { I18n } from '../../../core/i18n/i18n';
import { Icon } from '../../../ui/icon';

/** More columns than this say nothing about which row the headers are in. */
const COLUMNS_SHOWN = 12;

/** Chooses the sheet, and the row that holds the headers from the first rows as they are. */
@Component({
  selector: 'app-sheet-picker',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sheet-picker.html',
  styleUrl: './sheet-picker.scss',
})
export class SheetPicker {
  readonly preview = input.required<OrderPreview>();
  readonly busy = input.required<boolean>();
  readonly sheet = output<string>();
  readonly headerRow = output<number>();
  protected readonly t = inject(I18n).t;
  /** What kind of file it is, in words. */
  protected readonly kind = computed(() => {
    const { format, text } = this.preview();
    const t = this.t().staged;
    if (!text) {
      return t.looksLike(format.toUpperCase());
    }
    const names: Record<string, string> = t.separators;
    return t.textFile(text.encoding, names[text.separator] ?? text.separator);
  });
  protected readonly rows = computed(() =>
    this.preview().rows.map(({ row, cells }) => ({ row, cells: cells.slice(0, COLUMNS_SHOWN) })),
  );
}
