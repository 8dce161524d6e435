import { describe, expect, it } from 'vitest';
import { noteworthy } from './log-lines';

describe('noteworthy', () => {
  it('shows errors of a JSON log as one line', () => {
    expect(noteworthy('{"level":50,"msg":"Job failed","err":{"message":"no space","stack":"…"}}')).toBe(
      'Job failed: no space',
    );
  });

  it('leaves out what is no error', () => {
    expect(noteworthy('{"level":30,"msg":"Listening"}')).toBeUndefined();
    expect(noteworthy('12:45:40.091 INFO  [JobRunner] Job completed')).toBeUndefined();
    expect(noteworthy('')).toBeUndefined();
  });

  it('shows errors of a compact log', () => {
    expect(noteworthy('12:45:40.091 ERROR [JobRunner] Broken')).toBe('12:45:40.091 ERROR [JobRunner] Broken');
  });

  it('shows what is no JSON as it is', () => {
    expect(noteworthy('FATAL ERROR: heap out of memory')).toBe('FATAL ERROR: heap out of memory');
    expect(noteworthy('{"broken')).toBe('{"broken');
  });
});
