import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type Job } from '@orders/contracts';
import { Subject } from 'rxjs';
import { type JobChange } from '../../../core/live/job-changes';
import { Live } from '../../../core/live/live';
import { jobFixture } from '../../../testing/job-fixture';
import { filterFrom } from './history-filter';
import { HistoryStore } from './history-store';

const older = jobFixture({ id: '1'.repeat(24) });
const fresh = jobFixture({ id: '2'.repeat(24) });

describe('HistoryStore', () => {
  let store: HistoryStore;
  let http: HttpTestingController;
  const changes = new Subject<JobChange>();
  const resync = new Subject<void>();

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        HistoryStore,
        { provide: Live, useValue: { changes, resync, queue: new Subject(), state: signal('connected') } },
      ],
    });
    store = TestBed.inject(HistoryStore);
    http = TestBed.inject(HttpTestingController);
    await answer([older]);
  });

  /** Answers what the store has asked for. */
  async function answer(items: Job[]): Promise<void> {
    TestBed.tick();
    for (const request of http.match(({ url }) => url === '/api/v1/jobs')) {
      request.flush({ items, nextCursor: null, total: items.length });
    }
    for (const request of http.match(({ url }) => url === '/api/v1/jobs/counts')) {
      request.flush({ pending: items.length, processing: 0, completed: 0, failed: 0, cancelled: 0 });
    }
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  }

  it('updates a row in place', () => {
    changes.next({ kind: 'finished', job: { ...older, status: 'completed', version: 2 } });
    expect(store.jobs().map(({ status }) => status)).toEqual(['completed']);
  });

  it('puts a new job on top where the newest come first', () => {
    changes.next({ kind: 'created', job: fresh });
    changes.next({ kind: 'created', job: fresh });
    expect(store.jobs().map(({ id }) => id)).toEqual([fresh.id, older.id]);
    expect(store.unseen()).toEqual([]);
  });

  it('announces a new job where it would not come first', async () => {
    store.filter.set(filterFrom({ sort: 'size' }));
    await answer([older]);
    changes.next({ kind: 'created', job: fresh });
    expect(store.jobs().map(({ id }) => id)).toEqual([older.id]);
    expect(store.unseen()).toEqual([fresh.id]);
  });

  it('says nothing of jobs that the filter leaves out', async () => {
    store.filter.set(filterFrom({ status: 'failed' }));
    await answer([]);
    changes.next({ kind: 'created', job: fresh });
    expect(store.jobs()).toEqual([]);
    expect(store.unseen()).toEqual([]);
  });

  it('fetches again when the connection is back', async () => {
    resync.next();
    await answer([fresh, older]);
    expect(store.jobs()).toHaveLength(2);
  });
});
