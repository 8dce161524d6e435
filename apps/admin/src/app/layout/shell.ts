import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { filter, pairwise } from 'rxjs';
import { I18n } from '../core/i18n/i18n';
import { Live } from '../core/live/live';
import { QueueState } from '../core/queue-state';
import { Session } from '../core/session/session';
import { JobAnnouncer } from '../core/toasts/job-announcer';
import { Icon } from '../ui/icon';
import { Banners } from './banners';
import { Brand } from './brand';
import { MainNav } from './main-nav';
import { NotificationBell } from './notification-bell';
import { UserMenu } from './user-menu';

/** The frame around every page of who is signed in. Files may be dropped anywhere on it. */
@Component({
  selector: 'app-shell',
  imports: [Banners, Brand, Icon, MainNav, NotificationBell, RouterLink, RouterOutlet, UserMenu],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    '(document:dragover)': 'dragOver($event)',
    '(document:dragleave)': 'dragLeave($event)',
    '(document:drop)': 'drop($event)',
  },
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  protected readonly t = inject(I18n).t;
  protected readonly live = inject(Live).state;
  protected readonly queue = inject(QueueState).stats;
  protected readonly dropping = signal(false);
  protected readonly inWork = computed(() => (this.queue()?.pending ?? 0) + (this.queue()?.processing ?? 0));

  constructor() {
    inject(JobAnnouncer);
    this.session.ended.pipe(takeUntilDestroyed()).subscribe((how) => {
      const next = this.router.url;
      const queryParams = how === 'left' || next === '/' ? {} : { next };
      void this.router.navigate(['/sign-in'], { queryParams });
    });
    this.focusNewPages();
  }

  protected dragOver(event: DragEvent): void {
    if (event.dataTransfer?.types.includes('Files')) {
      event.preventDefault();
      this.dropping.set(true);
    }
  }

  protected dragLeave(event: DragEvent): void {
    if (!event.relatedTarget) {
      this.dropping.set(false);
    }
  }

  protected drop(event: DragEvent): void {
    this.dropping.set(false);
    const files = event.dataTransfer?.files;
    if (files?.length) {
      event.preventDefault();
      void this.upload([...files]);
    }
  }

  /** What sends files is loaded when there are some. */
  private async upload(files: readonly File[]): Promise<void> {
    const { UploadStore } = await import('../features/uploads/upload-store');
    this.injector.get(UploadStore).add(files);
    await this.router.navigate(['/upload']);
  }

  /** Another page is announced by its heading, as a full page load would be. */
  private focusNewPages(): void {
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        pairwise(),
        filter(([before, after]) => pathOf(before) !== pathOf(after)),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        setTimeout(() =>
          this.main().nativeElement.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true }),
        );
      });
  }
}

const pathOf = (event: NavigationEnd): string => event.urlAfterRedirects.split('?')[0] ?? '';
