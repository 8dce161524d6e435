import { previewFixture, stagedFixture } from '../../../testing/staged-fixture';
import { readinessOf } from './readiness';

const column = (letters: string, field: 'productName' | 'quantity' | 'price') => ({
  column: letters,
  header: field,
  samples: [],
  match: { field, reason: 'field_name' as const },
});
const [name, quantity, price] = [column('A', 'productName'), column('B', 'quantity'), column('C', 'price')];
const preview = previewFixture({ columns: [name, quantity, price] });
const known = { jobId: '1', fileName: 'a.xlsx', ownerName: 'Ann', createdAt: '2026-01-01T00:00:00.000Z' };

describe('the readiness of a staged file', () => {
  it('is there when every needed field has its column', () => {
    expect(readinessOf(stagedFixture({ preview, known: null }))).toBe('ready');
  });

  it('waits for the worker, and for the columns that a person has to choose', () => {
    expect(readinessOf(stagedFixture({ preview: null }))).toBe('looking');
    const partly = previewFixture({ columns: [name, quantity] });
    expect(readinessOf(stagedFixture({ preview: partly }))).toBe('columns');
  });

  it('wants a second look at bytes that were uploaded before, unless they are processed again', () => {
    expect(readinessOf(stagedFixture({ preview, known }))).toBe('known');
    expect(readinessOf(stagedFixture({ preview, known, reprocessOf: '1' }))).toBe('ready');
  });

  it('is not there after an inspection that failed', () => {
    const { inspection } = stagedFixture();
    const failed = stagedFixture({ preview, inspection: { ...inspection, state: 'failed' } });
    expect(readinessOf(failed)).toBe('failed');
  });
});
