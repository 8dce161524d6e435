import { describe, expect, it } from 'vitest';
import type { Cell } from './cell';
import { judgeName, judgePrice, judgeQuantity } from './cell-rules';

const number = (text: string): Cell => ({ kind: 'number', text });
const text = (value: string): Cell => ({ kind: 'text', text: value });

describe('the rules of a cell', () => {
  it.each([
    [text('x'.repeat(500)), { value: 'x'.repeat(500) }],
    [text('x'.repeat(501)), { code: 'too_long' }],
    [text(` ${'x'.repeat(500)} `), { value: 'x'.repeat(500) }],
    [text(`${' '.repeat(40_000)}x`), { code: 'too_long' }],
    [number('12.949999999999999'), { value: '12.95' }],
    [number('1E+21'), { value: '1e+21' }],
    [number('4006381333931'), { value: '4006381333931' }],
    [number('-0.50'), { value: '-0.5' }],
    [undefined, { code: 'missing_value' }],
    [{ kind: 'boolean', text: 'TRUE' } as const, { code: 'wrong_type' }],
  ])('name %#', (cell, expected) => {
    expect(judgeName(cell)).toEqual(expected);
  });

  it.each([
    ['2.0', { value: 2 }],
    ['1000000000', { value: 1_000_000_000 }],
    ['1000000001', { code: 'out_of_range' }],
    ['1e300', { code: 'out_of_range' }],
    ['0', { code: 'out_of_range' }],
    ['-3', { code: 'out_of_range' }],
    ['-0.5', { code: 'not_an_integer' }],
    ['1.0000000000000001', { value: 1 }],
    ['1.00000000000001', { code: 'not_an_integer' }],
    ['INF', { code: 'not_a_number' }],
  ])('quantity %s', (value, expected) => {
    expect(judgeQuantity(number(value), '.')).toEqual(expected);
  });

  it.each([
    ['0', { value: 0n }],
    ['-0', { value: 0n }],
    ['1.2345', { value: 12_345n }],
    ['1.23450000000000001', { value: 12_345n }],
    ['1.23456', { code: 'too_many_decimals' }],
    ['1e-5', { code: 'too_many_decimals' }],
    ['1e-999999999', { code: 'too_many_decimals' }],
    ['1e999999999', { code: 'out_of_range' }],
    ['1000000000000000', { value: 10n ** 19n }],
    ['1000000000000010', { code: 'out_of_range' }],
    ['-0.01', { code: 'out_of_range' }],
  ])('price %s', (value, expected) => {
    expect(judgePrice(number(value), '.')).toEqual(expected);
  });
});
