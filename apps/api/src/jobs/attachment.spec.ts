import { describe, expect, it } from 'vitest';
import { attachment } from './attachment';

const disposition = (name: string): string => String(attachment(name, 'text/csv').disposition);

describe('attachment', () => {
  it('names a download in ASCII and in full', () => {
    expect(disposition('Bestellungen März.xlsx')).toBe(
      `attachment; filename="Bestellungen M_rz.xlsx"; filename*=UTF-8''Bestellungen%20M%C3%A4rz.xlsx`,
    );
  });

  it.each([
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['a"; filename=b.exe', 'a_; filename=b.exe'],
    ['line\r\nX-Injected: 1', 'line__X-Injected: 1'],
    ['', 'download'],
  ])('makes %j harmless', (name, ascii) => {
    expect(disposition(name)).toContain(`filename="${ascii}"`);
    expect(disposition(name)).not.toMatch(/[\r\n]/);
  });

  it('survives half a surrogate pair', () => {
    expect(() => disposition('bad \ud83d name')).not.toThrow();
  });
});
