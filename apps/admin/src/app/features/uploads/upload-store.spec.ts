import { HttpEventType, provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { jobFixture } from '../../testing/job-fixture';
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

const file = (name: string, size = 50): File => new File(['x'.repeat(size)], name);

describe('UploadStore', () => {
  let store: UploadStore;
  let http: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    store = TestBed.inject(UploadStore);
    http = TestBed.inject(HttpTestingController);
    store.limits.set(LIMITS);
  });

  afterEach(() => http.verify());

  const states = (): string[] => store.transfers().map(({ state }) => state);
  const requests = (): TestRequest[] => http.match(UPLOADS);

  it('sends two at a time and the next when one has arrived', () => {
    store.add([file('1.csv'), file('2.csv'), file('3.csv')]);
    expect(states()).toEqual(['sending', 'sending', 'waiting']);
    const [first] = requests();
    first?.flush({ jobs: [jobFixture()] });
    expect(states()).toEqual(['accepted', 'sending', 'sending']);
    expect(store.transfers()[0]?.job?.file.name).toBe('orders.xlsx');
    http.match(UPLOADS);
  });

  it('follows how much was sent', () => {
    store.add([file('1.csv')]);
    const [request] = requests();
    request?.event({ type: HttpEventType.UploadProgress, loaded: 25, total: 60 });
    expect(store.transfers().map(percentSent)).toEqual([50]);
  });

  it('breaks off what is cancelled and goes on with the next', () => {
    store.add([file('1.csv'), file('2.csv'), file('3.csv')]);
    const [first] = requests();
    store.cancel(store.transfers()[0]!.id);
    expect(first?.cancelled).toBe(true);
    expect(states()).toEqual(['cancelled', 'sending', 'sending']);
    http.match(UPLOADS);
  });

  it('repeats a refused file under the same idempotency key', () => {
    store.add([file('1.csv')]);
    const [first] = requests();
    first?.flush(null, { status: 503, statusText: 'Service Unavailable' });
    expect(states()).toEqual(['refused']);
    store.retry(store.transfers()[0]!.id);
    const [again] = requests();
    const key = again?.request.headers.get('Idempotency-Key');
    expect(key).toBeTruthy();
    expect(key).toBe(first?.request.headers.get('Idempotency-Key'));
  });

  it('does not send what the server would refuse anyway', () => {
    store.add([file('big.csv', 101), file('photo.png'), file('empty.csv', 0)]);
    expect(store.transfers().map(({ refusal }) => refusal)).toEqual(['too_large', 'wrong_type', 'empty']);
    expect(requests()).toHaveLength(0);
  });
});
