import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import * as z from 'zod';
import { I18n } from '../../../core/i18n/i18n';
import { stored } from '../../../core/stored';
import { Icon } from '../../../ui/icon';
import { Naming } from '../../../ui/naming';
import { type HistoryFilter, paramsFrom } from './history-filter';

const STORAGE_KEY = 'orders.views';
const SavedView = z.object({ name: z.string(), params: z.record(z.string(), z.string()) });
type SavedView = z.infer<typeof SavedView>;

/** Filters by a name of one's own, kept in this browser. */
@Component({
  selector: 'app-saved-views',
  imports: [Icon, MatButton, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './saved-views.html',
})
export class SavedViews {
  readonly filter = input.required<HistoryFilter>();
  /** Whether there is anything in the filter that is worth a name. */
  readonly narrowed = input.required<boolean>();
  private readonly naming = inject(Naming);
  private readonly router = inject(Router);
  protected readonly t = inject(I18n).t;
  protected readonly views = stored(STORAGE_KEY, z.array(SavedView), []);

  protected async save(): Promise<void> {
    const name = await this.naming.ask(this.t().history.nameView);
    if (name) {
      const others = this.views().filter((view) => view.name !== name);
      this.views.set([...others, { name, params: this.params() }]);
    }
  }

  protected remove(name: string): void {
    this.views.update((views) => views.filter((view) => view.name !== name));
  }

  protected open({ params }: SavedView): void {
    void this.router.navigate(['/jobs'], { queryParams: params });
  }

  private params(): Record<string, string> {
    const params = Object.entries(paramsFrom({ ...this.filter(), cursor: '' }));
    return Object.fromEntries(params.filter((entry): entry is [string, string] => entry[1] !== null));
  }
}
