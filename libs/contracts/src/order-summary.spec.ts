import { describe, expect, it } from 'vitest';
import { JobListQuery } from './job';
import { Money } from './money';
import { ColumnMapping } from './order-summary';
import { UploadFields } from './upload';

describe('contracts', () => {
  it('takes money as a plain decimal with two decimals only', () => {
    expect(Money.safeParse('11488064.32').success).toBe(true);
    for (const wrong of ['1.5', '-1.00', '1e3', '1,000.00', ''])
      expect(Money.safeParse(wrong).success).toBe(false);
  });

  it('reads the states of a list query from one text', () => {
    expect(JobListQuery.parse({ status: 'pending,processing' }).status).toEqual(['pending', 'processing']);
    expect(JobListQuery.safeParse({ status: 'done' }).success).toBe(false);
  });

  it('refuses operators and unknown fields in a mapping', () => {
    expect(ColumnMapping.safeParse({ price: { $gt: '' } }).success).toBe(false);
    expect(ColumnMapping.safeParse({ cost: 'D' }).success).toBe(false);
    expect(ColumnMapping.parse({ price: '=D' })).toEqual({ price: '=D' });
  });

  it('reads upload options from JSON text and names what is wrong', () => {
    expect(UploadFields.parse({ options: '{"decimalSeparator":","}' }).options).toEqual({
      decimalSeparator: ',',
    });
    expect(UploadFields.safeParse({ options: '{' }).error?.issues[0]?.message).toBe('Not JSON');
    expect(UploadFields.safeParse({ role: 'admin' }).success).toBe(false);
  });
});
