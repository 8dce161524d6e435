import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Clock } from '../core/clock';
import { Formats } from '../core/format/formats';

/** "2 minutes ago", with the date and time in its tooltip. */
@Component({
  selector: 'app-ago',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<time [attr.datetime]="at()" [attr.title]="absolute()">{{ relative() }}</time>`,
  styles: `
    time {
      white-space: nowrap;
    }
  `,
})
export class Ago {
  readonly at = input.required<string>();
  private readonly formats = inject(Formats);
  private readonly clock = inject(Clock);
  protected readonly absolute = computed(() => this.formats.dateTime(this.at()));
  protected readonly relative = computed(() => this.formats.relative(this.at(), this.clock.now()));
}
