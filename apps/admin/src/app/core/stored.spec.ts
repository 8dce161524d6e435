import { TestBed } from '@angular/core/testing';
import * as z from 'zod';
import { stored } from './stored';

const names = () => TestBed.runInInjectionContext(() => stored('spec.names', z.array(z.string()), []));

describe('stored', () => {
  beforeEach(() => localStorage.clear());

  it('comes back as it was left', () => {
    names().set(['a', 'b']);
    TestBed.tick();
    expect(names()()).toEqual(['a', 'b']);
  });

  it('takes nothing that is of another form', () => {
    for (const other of ['{"a":1}', '[1]', 'no json']) {
      localStorage.setItem('spec.names', other);
      expect(names()()).toEqual([]);
    }
  });
});
