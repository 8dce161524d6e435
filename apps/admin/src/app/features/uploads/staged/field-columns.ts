import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { OrderField, type OrderPreview } from '@orders/contracts';
import { I18n } from '../../../core/i18n/i18n';
import { type ColumnChoice, choiceOf, choose, REQUIRED_FIELDS } from './column-choice';

/** One field, and what there is to say about the column that it is read from. */
interface FieldLine {
  field: OrderField;
  required: boolean;
  column: string;
  samples: string[];
  reason: string | null;
  missing: boolean;
  options: { value: string; label: string; disabled: boolean }[];
}

/** A select for each field of an order: which column of the sheet it is read from. */
@Component({
  selector: 'app-field-columns',
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './field-columns.html',
  styleUrl: './field-columns.scss',
})
export class FieldColumns {
  readonly preview = input.required<OrderPreview>();
  /** The mapping comes from an earlier sheet with the same headers. */
  readonly remembered = input.required<boolean>();
  readonly choice = model.required<ColumnChoice>();
  protected readonly t = inject(I18n).t;

  protected readonly lines = computed((): FieldLine[] => {
    const choice = this.choice();
    return OrderField.options.map((field) => {
      const column = choice[field] ?? '';
      const required = REQUIRED_FIELDS.includes(field);
      const samples = this.preview().columns.find((one) => one.column === column)?.samples ?? [];
      return {
        field,
        required,
        column,
        samples,
        reason: this.reason(field, column, required),
        missing: required && column === '',
        options: this.options(field, choice),
      };
    });
  });

  protected pick(field: OrderField, column: string): void {
    this.choice.update((choice) => choose(choice, field, column || null));
  }

  private options(field: OrderField, choice: ColumnChoice): FieldLine['options'] {
    const t = this.t();
    return this.preview().columns.map(({ column, header }) => {
      const user = OrderField.options.find((other) => other !== field && choice[other] === column);
      const label = t.staged.column1(column, header);
      return {
        value: column,
        label: user ? `${label} (${t.staged.usedFor(t.fields[user])})` : label,
        disabled: user !== undefined,
      };
    });
  }

  private reason(field: OrderField, column: string, required: boolean): string | null {
    const { reasons } = this.t().staged;
    if (column === '') {
      return required ? reasons.missing : null;
    }
    const match = this.preview().columns.find((one) => one.column === column)?.match;
    if (!match || choiceOf(this.preview())[field] !== column) {
      return reasons.chosen;
    }
    return match.reason === 'mapping'
      ? this.remembered()
        ? reasons.remembered
        : reasons.chosen
      : reasons[match.reason];
  }
}
