import { describe, expect, it } from 'vitest';
import { toUnits } from './decimal';
import { parseNumberText } from './number-text';

function units(text: string, separator: '.' | ',' = '.'): bigint | string | undefined {
  const value = parseNumberText(text, separator);
  return typeof value === 'string' ? value : toUnits(value, 4);
}

describe('parseNumberText', () => {
  it.each([
    ['12.5', 125_000n],
    [' 1,234.50 ', 12_345_000n],
    ['1,234,567', 12_345_670_000n],
    ['$12', 120_000n],
    ['€ 12.50', 125_000n],
    ['12.50 EUR', 125_000n],
    ['USD 3', 30_000n],
    ['-$5', -50_000n],
    ['$-5', -50_000n],
    ['+7', 70_000n],
    ['1.5e2', 1_500_000n],
    ['.5', 5000n],
    ['-0', 0n],
  ])('%j is a number', (text, expected) => {
    expect(units(text)).toBe(expected);
  });

  it.each([
    ['12,50', 'ambiguous_number'],
    ['1.234,50', 'ambiguous_number'],
    ['0,125', 'ambiguous_number'],
    ['1,2345', 'ambiguous_number'],
    ['1,23,456', 'not_a_number'],
    ['12abc', 'not_a_number'],
    ['', 'not_a_number'],
    ['-', 'not_a_number'],
    ['--5', 'not_a_number'],
    ['- 5', 'not_a_number'],
    ['$', 'not_a_number'],
    ['$$5', 'not_a_number'],
    ['$5 EUR', 'not_a_number'],
    ['5 XQZ', 'not_a_number'],
    ['10%', 'not_a_number'],
    ['(5)', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['1 000', 'not_a_number'],
    ['Infinity', 'not_a_number'],
    ['１２', 'not_a_number'],
    ['9'.repeat(500), 'not_a_number'],
  ])('%j is %s', (text, code) => {
    expect(units(text)).toBe(code);
  });

  it.each([
    ['12,50', 125_000n],
    ['1.234,50', 12_345_000n],
    ['1.234', 12_340_000n],
    ['12.50', 'ambiguous_number'],
  ])('with a decimal comma %j is %s', (text, expected) => {
    expect(units(text, ',')).toBe(expected);
  });
});
