import { HttpEventType, provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type KnownFile } from '@orders/contracts';
import { jobFixture } from '../../testing/job-fixture';
import { stagedFixture } from '../../testing/staged-fixture';
import { KnownFiles } from './known-files';
import { percentSent } from './transfer';
import { UploadStore } from './upload-store';

const UPLOADS = '/api/v1/uploads';
const LIMITS = {
  maxFileBytes: 100,
  maxFiles: 20,
  maxSheetRows: 10,
  maxTextRows: 10,
  extensions: ['xlsx', 'csv'],
};

/** Lets what waits for promises go on. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const file = (name: string, size = 50): File => new File(['x'.repeat(size)], name);

describe('UploadStore', () => {
  let store: UploadStore;
  let http: HttpTestingController;

  let known: KnownFile | null;

  beforeEach(() => {
    localStorage.clear();
    known = null;
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: KnownFiles, useValue: { find: () => Promise.resolve(known) } },
      ],
    });
    store = TestBed.inject(UploadStore);
    http = TestBed.inject(HttpTestingController);
    store.limits.set(LIMITS);
  });

  afterEach(() => http.verify());

  const states = (): string[] => store.transfers().map(({ state }) => state);
  const requests = (): TestRequest[] => http.match(UPLOADS);

  it('sends two at a time and the next when one has arrived', async () => {
    store.add([file('1.csv'), file('2.csv'), file('3.csv')]);
    await settle();
    expect(states()).toEqual(['sending', 'sending', 'waiting']);
    const [first] = requests();
    first?.flush({ jobs: [jobFixture()] });
    await settle();
    expect(states()).toEqual(['accepted', 'sending', 'sending']);
    expect(store.transfers()[0]?.job?.file.name).toBe('orders.xlsx');
    http.match(UPLOADS);
  });

  it('follows how much was sent', async () => {
    store.add([file('1.csv')]);
    await settle();
    const [request] = requests();
    request?.event({ type: HttpEventType.UploadProgress, loaded: 25, total: 60 });
    expect(store.transfers().map(percentSent)).toEqual([50]);
  });

  it('breaks off what is cancelled and goes on with the next', async () => {
    store.add([file('1.csv'), file('2.csv'), file('3.csv')]);
    await settle();
    const [first] = requests();
    store.cancel(store.transfers()[0]!.id);
    await settle();
    expect(first?.cancelled).toBe(true);
    expect(states()).toEqual(['cancelled', 'sending', 'sending']);
    http.match(UPLOADS);
  });

  it('repeats a refused file under the same idempotency key', async () => {
    store.add([file('1.csv')]);
    await settle();
    const [first] = requests();
    first?.flush(null, { status: 503, statusText: 'Service Unavailable' });
    expect(states()).toEqual(['refused']);
    store.retry(store.transfers()[0]!.id);
    await settle();
    const [again] = requests();
    const key = again?.request.headers.get('Idempotency-Key');
    expect(key).toBeTruthy();
    expect(key).toBe(first?.request.headers.get('Idempotency-Key'));
  });

  it('does not send what the server would refuse anyway', async () => {
    store.add([file('big.csv', 101), file('photo.png'), file('empty.csv', 0)]);
    await settle();
    expect(store.transfers().map(({ refusal }) => refusal)).toEqual(['too_large', 'wrong_type', 'empty']);
    expect(requests()).toHaveLength(0);
  });

  it('asks before it sends what was uploaded before, and sends the others meanwhile', async () => {
    known = {
      jobId: 'e'.repeat(24),
      fileName: 'old.csv',
      ownerName: 'Dana',
      createdAt: '2026-03-01T10:00:00Z',
    };
    store.add([file('1.csv')]);
    await settle();
    known = null;
    store.add([file('2.csv')]);
    await settle();
    expect(states()).toEqual(['sending', 'asked']);
    expect(requests()).toHaveLength(1);
    store.retry(store.transfers()[1]!.id);
    await settle();
    expect(states()).toEqual(['sending', 'sending']);
    expect(requests()).toHaveLength(1);
  });

  it('stages what is to be looked at first, and says when all of it has arrived', async () => {
    const toLookAt: string[] = [];
    store.toLookAt.subscribe((id) => toLookAt.push(id));
    store.startAtOnce.set(false);
    store.add([file('1.csv'), file('2.csv')]);
    await settle();
    const [first, second] = http.match(`${UPLOADS}/staged`);
    first?.flush({ items: [stagedFixture()] });
    expect(toLookAt).toEqual([]);
    second?.flush({ items: [stagedFixture({ id: 'f'.repeat(24) })] });
    expect(toLookAt).toEqual([stagedFixture().id]);
    expect(store.transfers().map(({ stagedId }) => stagedId)).toEqual([stagedFixture().id, 'f'.repeat(24)]);
  });
});
