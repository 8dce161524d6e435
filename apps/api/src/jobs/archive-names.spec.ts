import { describe, expect, it } from 'vitest';
import { ArchiveNames } from './archive-names';

describe('ArchiveNames', () => {
  it('numbers files of the same name, whatever their case', () => {
    const names = new ArchiveNames();
    expect(['a.xlsx', 'A.xlsx', 'a.xlsx', 'a (2).xlsx', 'b'].map((name) => names.nameFor(name))).toEqual([
      'a.xlsx',
      'A (2).xlsx',
      'a (3).xlsx',
      'a (2) (2).xlsx',
      'b',
    ]);
  });

  it('lets no name leave the folder', () => {
    const names = new ArchiveNames();
    expect(['../../etc/passwd', 'C:\\x.csv', '..', '\u0000'].map((name) => names.nameFor(name))).toEqual([
      '__.._etc_passwd',
      'C__x.csv',
      '_',
      '_ (2)',
    ]);
  });
});
