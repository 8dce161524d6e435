import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type OrderCheck } from '@orders/contracts';
import { metricsFixture } from '../../../testing/job-fixture';
import { previewFixture, stagedFixture } from '../../../testing/staged-fixture';
import { choose } from './column-choice';
import { StagedDraft } from './staged-draft';
import { StagedStore } from './staged-store';

const OPTIONS = { decimalSeparator: '.' as const };
const CHECK: OrderCheck = {
  options: OPTIONS,
  metrics: metricsFixture(),
  sheet: { format: 'xlsx', sheet: 'Orders', headerRow: 1, columns: [], decimalSeparator: '.' },
  rowErrors: [],
};
const INSPECTIONS = `/api/v1/uploads/staged/${stagedFixture().id}/inspections`;

describe('StagedDraft', () => {
  let draft: StagedDraft;
  let store: StagedStore;
  let http: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), StagedDraft],
    });
    store = TestBed.inject(StagedStore);
    draft = TestBed.inject(StagedDraft);
    http = TestBed.inject(HttpTestingController);
    draft.id.set(stagedFixture().id);
  });

  afterEach(() => http.verify());

  it('keeps what was chosen while progress is told, and begins anew with another preview', () => {
    const column = (letters: string) => ({ column: letters, header: letters, samples: [], match: null });
    const preview = previewFixture({ columns: [column('A'), column('B')] });
    store.put(stagedFixture({ preview }));
    draft.choice.update((choice) => choose(choice, 'price', 'B'));
    store.put(stagedFixture({ preview: structuredClone(preview), version: 2 }));
    expect(draft.reading()).toEqual({ ...OPTIONS, mapping: { price: 'B' } });
    store.put(
      stagedFixture({ preview: previewFixture({ sheet: 'May', columns: [column('A')] }), version: 3 }),
    );
    expect(draft.choice()).toEqual({});
  });

  it('takes no notice of what comes late', () => {
    store.put(stagedFixture({ version: 5, remembered: true }));
    store.put(stagedFixture({ version: 4 }));
    expect(draft.staged()?.remembered).toBe(true);
  });

  it('checks once, and again when the reading has changed, but not for what happens to rejected rows', () => {
    store.put(stagedFixture({ check: CHECK, version: 2 }));
    expect(draft.check()).toEqual(CHECK);
    draft.mostRejected.set(0);
    expect(draft.check()).toEqual(CHECK);
    expect(draft.options()).toEqual({ ...OPTIONS, maxRejectedRows: 0 });

    draft.decimalSeparator.set(',');
    expect(draft.check()).toBeNull();
    void draft.runCheck();
    const request = http.expectOne(INSPECTIONS);
    expect(request.request.body).toEqual({ kind: 'check', options: { decimalSeparator: ',' } });
    const options = { decimalSeparator: ',' as const };
    const inspection = {
      kind: 'check' as const,
      state: 'pending' as const,
      options,
      percent: 0,
      error: null,
    };
    store.put(stagedFixture({ inspection, options, version: 3 }));
    void draft.runCheck();
    http.expectNone(INSPECTIONS);
  });
});
