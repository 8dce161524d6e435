import fc from 'fast-check';
import { Query } from 'mingo';
import { describe, expect, it } from 'vitest';
import { compileFilter } from '../src/query/compile-filter';
import { compileUpdate } from '../src/update/compile-update';
import type { Doc } from '../src/values/document';
import { fitIndex } from '../src/planner/index-fit';
import { constraintsOf } from '../src/planner/constraints';
import { defineIndex } from '../src/storage/index-definition';
import { indexKeys } from '../src/storage/index-keys';

// Numbers of one type and strings: where mingo is known to agree with the server. What it sees otherwise
// (mixed numeric types, null ranges, order of fields) is in test/spec, from the server's manual.
const scalar = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom('a', 'b', 'c'));
const value = fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 3 }));
const field = fc.constantFrom('a', 'b', 'c');
const doc = fc.dictionary(field, value);
const condition = fc.oneof(
  scalar,
  fc.record({ $gt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $size: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ $not: fc.record({ $gte: scalar }) }),
);
const flat = fc.dictionary(field, condition, { minKeys: 1 });
const filter: fc.Arbitrary<Doc> = fc.oneof(
  flat,
  fc.record({ $or: fc.array(flat, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $and: fc.array(flat, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $nor: fc.array(flat, { minLength: 1, maxLength: 2 }) }),
);

describe('filters', () => {
  it('match what mingo matches', () => {
    fc.assert(
      fc.property(doc, filter, (document, criteria) => {
        expect(compileFilter(criteria).matches(document)).toBe(new Query(criteria).test(document));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('index ranges', () => {
  const index = fc
    .uniqueArray(field, { minLength: 1, maxLength: 3 })
    .chain((paths) =>
      fc
        .tuple(...paths.map((path) => fc.tuple(fc.constant(path), fc.constantFrom(1, -1))))
        .map((entries) => Object.fromEntries(entries)),
    );

  it('never leave out a document that matches', () => {
    fc.assert(
      fc.property(doc, filter, index, (document, criteria, key) => {
        const definition = defineIndex(1, { key });
        const arrays = Object.values(document).filter(Array.isArray).length;
        fc.pre(arrays <= 1 && compileFilter(criteria).matches(document));
        const { keys, multikey } = indexKeys(definition, document);
        const fit = fitIndex({ ...definition, multikey }, criteria, constraintsOf(criteria), []);
        const covered = keys.some((entry) =>
          fit?.ranges.some(
            ({ from, to }) => Buffer.compare(entry, from) >= 0 && Buffer.compare(entry, to) < 0,
          ),
        );
        expect(covered).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('updates', () => {
  it('never change the document that they are given', () => {
    const update = fc.record({
      $set: fc.record({ a: value }),
      $push: fc.record({ l: scalar }),
      $inc: fc.record({ n: fc.integer() }),
    });
    fc.assert(
      fc.property(doc, update, (document, change) => {
        const before = { _id: 1, ...document, l: [1], n: 0 };
        const copy = structuredClone(before);
        const after = compileUpdate(change, { filter: {} }).apply(before);
        expect(before).toEqual(copy);
        expect(after['l']).toEqual([1, change.$push.l]);
        expect(after['n']).toBe(change.$inc.n);
      }),
    );
  });
});
