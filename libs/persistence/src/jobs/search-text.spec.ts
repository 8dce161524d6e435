import { describe, expect, it } from 'vitest';
import { searchFilter, searchTextOf } from './search-text';
import { type StoredMetrics } from './stored-metrics';

const upload = { file: { name: 'März.xlsx' }, ownerName: 'Ann', ownerEmail: 'ann@example.com' };

const metricsOf = (byRevenue: string[], byQuantity: string[]): StoredMetrics =>
  ({
    topByRevenue: byRevenue.map((productName) => ({ productName })),
    topByQuantity: byQuantity.map((productName) => ({ productName })),
  }) as StoredMetrics;

describe('The text of a job that searches look in', () => {
  it('has the names of the file and of its owner', () => {
    expect(searchTextOf(upload)).toBe('März.xlsx\nAnn\nann@example.com');
  });

  it('has each of the best-selling products once when the job has completed', () => {
    const metrics = metricsOf(['Mug', 'Tea'], ['Tea', 'Pen']);
    expect(searchTextOf(upload, { metrics, error: null })).toBe(
      'März.xlsx\nAnn\nann@example.com\nMug\nTea\nPen',
    );
  });

  it('has the error of a job that failed', () => {
    const error = { code: 'empty_file' as const, message: 'The file has no rows.' };
    expect(searchTextOf(upload, { metrics: null, error })).toMatch(/\nThe file has no rows\.$/);
  });

  it('keeps long names short enough for an index', () => {
    const text = searchTextOf({ ...upload, file: { name: 'x'.repeat(5000) } });
    expect(text.length).toBeLessThan(200);
  });
});

describe('The filter of a search', () => {
  it('asks for each word, taken as it is', () => {
    expect(searchFilter('  a.b   tea ')).toEqual({
      $and: [
        { searchText: { $regex: 'a\\.b', $options: 'i' } },
        { searchText: { $regex: 'tea', $options: 'i' } },
      ],
    });
  });

  it('is none without words', () => {
    expect(searchFilter('  ')).toEqual({});
  });
});
