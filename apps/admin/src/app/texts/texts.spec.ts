import { AuditAction, FileErrorCode, JobEventType, ProblemCode, RowErrorCode } from '@orders/contracts';
import { de } from './de';
import { en } from './en';

/** Every path to a text, with the kind of thing that stands there. */
function shape(value: unknown, path = ''): string[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => shape(inner, `${path}.${key}`))
    : [`${path}: ${typeof value}`];
}

describe('texts', () => {
  it('have words for every code of the contract', () => {
    expect(Object.keys(en.problems)).toEqual(expect.arrayContaining(ProblemCode.options));
    expect(Object.keys(en.fileErrors)).toEqual(expect.arrayContaining(FileErrorCode.options));
    expect(Object.keys(en.rowErrors)).toEqual(expect.arrayContaining(RowErrorCode.options));
    expect(Object.keys(en.auditActions)).toEqual(expect.arrayContaining(AuditAction.options));
    expect(Object.keys(en.jobs.events)).toEqual(expect.arrayContaining(JobEventType.options));
  });

  it('are the same in German, and none is empty', () => {
    expect(shape(de).toSorted()).toEqual(shape(en).toSorted());
    expect(JSON.stringify([en, de])).not.toContain('""');
  });
});
