import { describe, expect, it } from 'vitest';
import { csvLine } from './csv-line';

describe('csvLine', () => {
  it('quotes what RFC 4180 asks to quote', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', 'plain', 12, null])).toBe(
      '"a,b","say ""hi""","two\nlines",plain,12,\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('makes %j plain text', (text) => {
    expect(csvLine([text])).toBe(`'${text}\r\n`);
  });
});
