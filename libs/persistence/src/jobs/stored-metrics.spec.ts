import { Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { moneyText } from './stored-metrics';

describe('moneyText', () => {
  it.each([
    ['0', '0.00'],
    ['0.05', '0.05'],
    ['0E-8', '0.00'],
    ['5E-2', '0.05'],
    ['12.3', '12.30'],
    ['1E+3', '1000.00'],
    ['1.5E+1', '15.00'],
    ['11488064.32', '11488064.32'],
    ['9999999999999999999999999999.99', '9999999999999999999999999999.99'],
  ])('writes %s as %s', (amount, text) => {
    expect(moneyText(Types.Decimal128.fromString(amount))).toBe(text);
  });

  it('refuses what is no amount', () => {
    expect(() => moneyText(Types.Decimal128.fromString('NaN'))).toThrow(RangeError);
  });
});
