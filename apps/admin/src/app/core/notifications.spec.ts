import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type Notification } from '@orders/contracts';
import { tokensFixture } from '../testing/job-fixture';
import { Live } from './live/live';
import { Notifications } from './notifications';
import { Session } from './session/session';
import { sessionInterceptor } from './session/session-interceptor';
import { Subject } from 'rxjs';

const LIST = '/api/v1/notifications?limit=15';
const READ = '/api/v1/notifications/read';

/** Lets what waits for promises go on. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const notification = (letter: string, read: boolean): Notification => ({
  jobId: letter.repeat(24),
  outcome: 'completed',
  fileName: 'orders.xlsx',
  rowsRejected: 0,
  revenue: '5.00',
  error: null,
  time: '2026-03-01T10:00:00.000Z',
  read,
});

describe('Notifications', () => {
  let notifications: Notifications;
  let http: HttpTestingController;
  let readElsewhere: Subject<number>;

  beforeEach(async () => {
    readElsewhere = new Subject();
    const silent = new Subject();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([sessionInterceptor])),
        provideHttpClientTesting(),
        { provide: Live, useValue: { changes: silent, resync: silent, notificationsRead: readElsewhere } },
      ],
    });
    http = TestBed.inject(HttpTestingController);
    const restored = TestBed.inject(Session).restore();
    http.expectOne('/api/v1/auth/refresh').flush(tokensFixture('token'));
    await restored;
    notifications = TestBed.inject(Notifications);
    TestBed.tick();
    await settle();
    const items = [notification('c', false), notification('d', true)];
    http.expectOne(LIST).flush({ items, nextCursor: null, total: 2, unread: 1 });
    await settle();
  });

  afterEach(() => http.verify());

  it('marks what was seen and is unread, and nothing twice', async () => {
    expect(notifications.unread()).toBe(1);
    const marked = notifications.markRead(notifications.items());
    await settle();
    const request = http.expectOne(READ);
    expect(request.request.body).toEqual({ jobIds: ['c'.repeat(24)] });
    request.flush({ unread: 0 });
    await marked;
    expect(notifications.unread()).toBe(0);
    await notifications.markRead(notifications.items());
    http.expectNone(READ);
  });

  it('follows what is read in another tab', () => {
    readElsewhere.next(0);
    expect(notifications.unread()).toBe(0);
  });
});
