import { inject, Injectable } from '@angular/core';
import { Formats } from '../../core/format/formats';
import { I18n } from '../../core/i18n/i18n';
import { FIGURES, type FigureKey, type Side } from './compared-side';
import { compareAmounts, type ComparedFigure, compareCounts, compareProducts } from './comparison';
import { type DifferenceRow } from './difference-table';

const PRODUCTS_SHOWN = 20;
const LESS_IS_BETTER: ReadonlySet<FigureKey> = new Set<FigureKey>(['rowsRejected']);

/** Comparisons as lines of a table, in the user's language. Read in a `computed`, they follow it. */
@Injectable({ providedIn: 'root' })
export class DifferenceRows {
  private readonly formats = inject(Formats);
  private readonly t = inject(I18n).t;

  /** The figures that both sides have. */
  totals(before: Side, after: Side): DifferenceRow[] {
    const names = this.t().metrics;
    return FIGURES.flatMap((key) => {
      const [old, now] = [before.figures[key], after.figures[key]];
      const row = this.figureRow(names[key], old, now);
      return row ? [LESS_IS_BETTER.has(key) ? { ...row, better: opposite(row.better) } : row] : [];
    });
  }

  products(before: Side, after: Side): DifferenceRow[] {
    return compareProducts(before.products, after.products, PRODUCTS_SHOWN).map((product) =>
      this.row(product.productName, product, (value) => this.formats.money(value)),
    );
  }

  private figureRow(
    name: string,
    old: string | number | undefined,
    now: string | number | undefined,
  ): DifferenceRow | null {
    if (typeof old === 'string' && typeof now === 'string') {
      return this.row(name, compareAmounts(old, now), (value) => this.formats.money(value));
    }
    if (typeof old === 'number' && typeof now === 'number') {
      return this.row(name, compareCounts(old, now), (value) => this.formats.integer(value));
    }
    return null;
  }

  private row<T extends string | number>(
    name: string,
    figure: ComparedFigure<T>,
    show: (value: T) => string,
  ): DifferenceRow {
    const falls = String(figure.difference).startsWith('-');
    const rises = !falls && Number(figure.difference) !== 0;
    return {
      name,
      before: show(figure.before),
      after: show(figure.after),
      difference: `${rises ? '+' : ''}${show(figure.difference)}`,
      share: figure.share === null ? this.t().common.none : this.formats.percent(figure.share, true),
      better: falls ? 'no' : rises ? 'yes' : 'same',
    };
  }
}

/** Of some figures, less is better. */
function opposite(better: DifferenceRow['better']): DifferenceRow['better'] {
  return better === 'same' ? better : better === 'yes' ? 'no' : 'yes';
}
