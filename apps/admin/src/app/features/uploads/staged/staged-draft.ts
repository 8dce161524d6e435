import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { OrderField, type OrderPreview, type ReadOptions } from '@orders/contracts';
import { type ColumnChoice, choiceOf, missingFields, optionsFor } from './column-choice';
import { StagedStore } from './staged-store';

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** How the open staged file is to be read, as its person has it so far. */
@Injectable()
export class StagedDraft {
  private readonly store = inject(StagedStore);
  readonly id = signal('');
  /** With more rejected rows than this the file fails; null: they are skipped. */
  readonly mostRejected = signal<number | null>(null);

  readonly staged = computed(() => this.store.items().find(({ id }) => id === this.id()));
  readonly preview = computed((): OrderPreview | null => this.staged()?.preview ?? null, { equal: sameJson });
  private readonly asked = computed((): ReadOptions => this.staged()?.options ?? { decimalSeparator: '.' }, {
    equal: sameJson,
  });

  readonly choice = linkedSignal<ColumnChoice>(() => {
    const preview = this.preview();
    return preview ? choiceOf(preview) : {};
  });
  readonly decimalSeparator = linkedSignal(() => this.asked().decimalSeparator);
  readonly missing = computed(() => missingFields(this.choice()));

  /** How the file is read, without what happens to rejected rows. */
  readonly reading = computed((): ReadOptions => {
    const asked = { ...this.asked() };
    delete asked.maxRejectedRows;
    const preview = this.preview();
    const options = preview ? optionsFor(preview, this.choice(), asked) : asked;
    return { ...options, decimalSeparator: this.decimalSeparator() };
  });
  readonly options = computed((): ReadOptions => {
    const most = this.mostRejected();
    return most === null ? this.reading() : { ...this.reading(), maxRejectedRows: most };
  });

  /** The dry run, as long as nothing was changed since. */
  readonly check = computed(() => {
    const check = this.staged()?.check;
    return check && sameReading(check.options, this.reading()) ? check : null;
  });
  /** The inspection that is under way. */
  readonly inspecting = computed(() => {
    const inspection = this.staged()?.inspection;
    return inspection?.state === 'pending' || inspection?.state === 'running' ? inspection : null;
  });
  /** Why the last inspection did not work. */
  readonly failure = computed(() => {
    const inspection = this.staged()?.inspection;
    return inspection?.state === 'failed' ? inspection : null;
  });

  /** Looks at another sheet; what was chosen for the one before counts no more. */
  lookAtSheet(sheet: string): Promise<void> {
    return this.look({ decimalSeparator: this.decimalSeparator(), sheet });
  }

  /** Takes a row for the header. */
  lookAtHeaderRow(headerRow: number): Promise<void> {
    const sheet = this.preview()?.sheet ?? undefined;
    return this.look({ decimalSeparator: this.decimalSeparator(), headerRow, ...(sheet && { sheet }) });
  }

  /** Reads the whole file, unless that was done or is being done. */
  async runCheck(): Promise<void> {
    const { inspection } = this.staged() ?? {};
    const same = inspection?.kind === 'check' && sameReading(inspection.options, this.reading());
    if (!this.check() && !same) {
      await this.store.inspect(this.id(), 'check', this.reading());
    }
  }

  private look(options: ReadOptions): Promise<void> {
    return this.store.inspect(this.id(), 'preview', options);
  }
}

/** Whether a file is read alike by both, whatever happens to its rejected rows. */
function sameReading(a: ReadOptions, b: ReadOptions): boolean {
  return (
    a.decimalSeparator === b.decimalSeparator &&
    a.sheet === b.sheet &&
    a.headerRow === b.headerRow &&
    OrderField.options.every((field) => a.mapping?.[field] === b.mapping?.[field])
  );
}
