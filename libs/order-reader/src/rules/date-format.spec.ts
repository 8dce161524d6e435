import { describe, expect, it } from 'vitest';
import { dateText, isDateFormatCode, isDateFormatId } from './date-format';

describe('number formats', () => {
  it.each([
    'yyyy-mm-dd',
    'd/m/yy h:mm',
    '[h]:mm:ss',
    'mm:ss.000',
    '[$-409]d-mmm-yy;@',
    'h:mm AM/PM',
    '"Day" dd',
    '[$-F800]dddd\\, mmmm dd',
    'yyyy"年"m"月"',
    'ss',
  ])('%s shows a date or a time', (code) => {
    expect(isDateFormatCode(code)).toBe(true);
  });

  it.each([
    'General',
    '0',
    '#,##0.00',
    '0.00E+00',
    '[Red]0.00',
    '#,##0.00\\ [$DM-407]',
    '"days" 0',
    '0\\d',
    '_-* #,##0.00 "Kč"_-',
    '[$USD] #,##0.00',
    '#,##0 _d',
    '@',
    '# ?/?',
    '[<1]0.00;General',
    '',
  ])('%s does not', (code) => {
    expect(isDateFormatCode(code)).toBe(false);
  });

  it('knows the built-in ones', () => {
    expect([0, 1, 2, 9, 14, 22, 37, 44, 45, 49].filter(isDateFormatId)).toEqual([14, 22, 45]);
  });

  it.each([
    [45_351, false, '2024-02-29'],
    [45_351.75, false, '2024-02-29 18:00:00'],
    [0.5, false, '12:00:00'],
    [1, false, '1900-01-01'],
    [61, false, '1900-03-01'],
    [43_889, true, '2024-02-29'],
  ])('%s is read as %s', (serial, from1904, text) => {
    expect(dateText(serial, from1904)).toBe(text);
  });
});
