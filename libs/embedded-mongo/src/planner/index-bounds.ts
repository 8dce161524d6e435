import { ServerError } from '../server-error';
import type { KeyRange } from '../storage/entry-pages';
import type { IndexDefinition } from '../storage/index-definition';
import type { Doc } from '../values/document';
import { KeyWriter } from '../values/key-encoding';
import { everything, materialize } from './interval';

/** Where in an index a `find` begins (inclusive) and ends (exclusive), each with a value for every field. */
export interface IndexBounds {
  min?: Doc;
  max?: Doc;
}

const writer = new KeyWriter();

/**
 * The keys between the bounds.
 * @throws ServerError 51174 when the bounds are not of this index's fields, 51175 when there is nothing between
 */
export function boundedRange(index: IndexDefinition, { min, max }: IndexBounds): KeyRange {
  const all = materialize(everything, false);
  const range = {
    from: min ? keyOf(index, min) : all.from,
    to: max ? keyOf(index, max) : all.to,
  };
  if (Buffer.compare(range.from, range.to) < 0) return range;
  throw new ServerError(
    51175,
    'The value provided for min() does not come before the value provided for max().',
  );
}

function keyOf(index: IndexDefinition, bound: Doc): Buffer {
  const names = Object.keys(bound);
  if (names.length !== index.fields.length || !index.fields.every(({ path }, at) => names[at] === path)) {
    throw new ServerError(51174, 'The index chosen is not compatible with min/max');
  }
  for (const { path, descending } of index.fields) writer.value(bound[path], descending);
  return writer.take();
}
