import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { filter, interval } from 'rxjs';
import { type ApiError, toApiError } from '../../../core/api/api-error';
import { Formats } from '../../../core/format/formats';
import { I18n } from '../../../core/i18n/i18n';
import { Toasts } from '../../../core/toasts/toasts';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { PageHeader } from '../../../ui/page-header';
import { Skeleton } from '../../../ui/skeleton';
import { type Step, Stepper } from '../../../ui/stepper';
import { CheckStep } from './check-step';
import { ColumnsStep } from './columns-step';
import { StagedDraft } from './staged-draft';
import { StagedStore } from './staged-store';
import { StartStep } from './start-step';

/** How often an inspection that is under way is asked for, beside what the socket tells of it. */
const FOLLOW_MS = 4_000;

type StepKey = 'files' | 'columns' | 'check' | 'start';
const STEPS: readonly StepKey[] = ['files', 'columns', 'check', 'start'];

/** One file on its way from having arrived to being a job: sheet and columns, check, start. */
@Component({
  selector: 'app-staged-page',
  imports: [
    CheckStep,
    ColumnsStep,
    EmptyState,
    ErrorState,
    Icon,
    MatButton,
    PageHeader,
    RouterLink,
    Skeleton,
    StartStep,
    Stepper,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [StagedDraft],
  templateUrl: './staged-page.html',
  styleUrl: './staged-page.scss',
})
export class StagedPage {
  /** Of the staged file, the step, and how many rejected rows are allowed; from the address. */
  readonly id = input.required<string>();
  readonly step = input<string>();
  readonly most = input<string>();

  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly store = inject(StagedStore);
  protected readonly draft = inject(StagedDraft);
  protected readonly formats = inject(Formats);
  protected readonly t = inject(I18n).t;
  protected readonly error = signal<ApiError | null>(null);
  protected readonly starting = signal(false);
  protected readonly waiting = this.store.items;
  /** Whether there is enough to go on with. */
  protected readonly ready = computed(
    () => this.draft.preview() !== null && this.draft.missing().length === 0,
  );
  protected readonly shown = computed((): Exclude<StepKey, 'files'> => {
    const wanted = this.step();
    return this.ready() && (wanted === 'check' || wanted === 'start') ? wanted : 'columns';
  });
  protected readonly steps = computed((): Step<StepKey>[] => {
    const names = this.t().staged.steps;
    const now = STEPS.indexOf(this.shown());
    return STEPS.map((key, index) => ({
      key,
      label: names[key],
      state: index === now ? 'current' : index < now ? 'done' : this.ready() ? 'open' : 'closed',
    }));
  });

  constructor() {
    effect(() => {
      const id = this.id();
      this.draft.id.set(id);
      void this.load(id);
    });
    effect(() => {
      const most = Number(this.most() ?? Number.NaN);
      this.draft.mostRejected.set(Number.isInteger(most) && most >= 0 ? most : null);
    });
    void this.store.load();
    interval(FOLLOW_MS)
      .pipe(
        filter(() => this.draft.inspecting() !== null),
        takeUntilDestroyed(),
      )
      .subscribe(() => void this.load(this.id()));
  }

  protected async load(id: string): Promise<void> {
    this.error.set(null);
    try {
      await this.store.fetch(id);
    } catch (thrown) {
      this.error.set(toApiError(thrown));
    }
  }

  protected open(step: StepKey): void {
    if (step === 'files') {
      void this.router.navigate(['/upload']);
    } else {
      this.show({ step: step === 'columns' ? null : step });
    }
  }

  protected allow(most: number | null): void {
    this.show({ most });
  }

  protected async discard(name: string): Promise<void> {
    try {
      await this.store.discard(this.id());
      this.toasts.show('info', this.t().staged.discarded(name));
      await this.goOn();
    } catch (thrown) {
      this.toasts.failure(this.t().staged.notDiscarded, thrown);
    }
  }

  protected async start(name: string): Promise<void> {
    this.starting.set(true);
    try {
      const job = await this.store.start(this.id(), this.draft.options());
      if (job) {
        const payload = { link: `/jobs/${job.id}`, label: this.t().staged.seeJobNow };
        this.toasts.show('info', this.t().staged.started(name), undefined, payload);
      }
      await this.goOn(job?.id);
    } catch (thrown) {
      this.toasts.failure(this.t().staged.notStarted, thrown);
    } finally {
      this.starting.set(false);
    }
  }

  /** To the next file that waits, else to the job that was made, else to the start. */
  private async goOn(jobId?: string): Promise<void> {
    const next = this.waiting()[0];
    await this.router.navigate(next ? ['/upload/staged', next.id] : jobId ? ['/jobs', jobId] : ['/upload']);
  }

  private show(queryParams: Record<string, string | number | null>): void {
    void this.router.navigate([], {
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl: 'most' in queryParams,
    });
  }
}
