import { failedToParse, ServerError } from '../server-error';
import { add, divide, makeDouble } from '../values/arithmetic';
import { compareValues } from '../values/compare';
import { isDoc, isNumeric, setField, toNumber } from '../values/document';
import { identityOf } from '../values/key-encoding';

/** Takes values one by one and gives a result. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

class Sum implements Accumulator {
  private total: unknown = 0;
  add(value: unknown): void {
    if (isNumeric(value)) this.total = add(this.total, value);
  }
  result(): unknown {
    return this.total;
  }
}

class Average implements Accumulator {
  private total: unknown = 0;
  private count = 0;
  add(value: unknown): void {
    if (!isNumeric(value)) return;
    this.total = add(this.total, value);
    this.count++;
  }
  result(): unknown {
    return this.count === 0 ? null : divide(this.total, this.count);
  }
}

class Extreme implements Accumulator {
  private best: unknown = null;
  constructor(private readonly sign: 1 | -1) {}
  add(value: unknown): void {
    if (value === undefined || value === null) return;
    if (this.best === null || compareValues(value, this.best) * this.sign > 0) this.best = value;
  }
  result(): unknown {
    return this.best;
  }
}

class First implements Accumulator {
  private taken = false;
  private value: unknown = null;
  add(value: unknown): void {
    if (!this.taken) this.value = value ?? null;
    this.taken = true;
  }
  result(): unknown {
    return this.value;
  }
}

class Last implements Accumulator {
  private value: unknown = null;
  add(value: unknown): void {
    this.value = value ?? null;
  }
  result(): unknown {
    return this.value;
  }
}

class Push implements Accumulator {
  private readonly values: unknown[] = [];
  add(value: unknown): void {
    if (value !== undefined) this.values.push(value);
  }
  result(): unknown {
    return this.values;
  }
}

class AddToSet implements Accumulator {
  private readonly values = new Map<string, unknown>();
  add(value: unknown): void {
    if (value !== undefined) this.values.set(identityOf(value), value);
  }
  result(): unknown {
    return [...this.values.values()];
  }
}

class MergeObjects implements Accumulator {
  private readonly merged = {};
  add(value: unknown): void {
    if (value === undefined || value === null) return;
    if (!isDoc(value)) throw new ServerError(40400, '$mergeObjects requires object inputs');
    for (const [name, item] of Object.entries(value)) setField(this.merged, name, item);
  }
  result(): unknown {
    return this.merged;
  }
}

class StandardDeviation implements Accumulator {
  private count = 0;
  private mean = 0;
  private squares = 0;
  constructor(private readonly sample: boolean) {}
  add(value: unknown): void {
    if (!isNumeric(value)) return;
    const number = toNumber(value);
    this.count++;
    const distance = number - this.mean;
    this.mean += distance / this.count;
    this.squares += distance * (number - this.mean);
  }
  result(): unknown {
    const divisor = this.sample ? this.count - 1 : this.count;
    return divisor < 1 ? null : makeDouble(Math.sqrt(this.squares / divisor));
  }
}

const factories: Record<string, () => Accumulator> = {
  $sum: () => new Sum(),
  $avg: () => new Average(),
  $min: () => new Extreme(-1),
  $max: () => new Extreme(1),
  $first: () => new First(),
  $last: () => new Last(),
  $push: () => new Push(),
  $addToSet: () => new AddToSet(),
  $mergeObjects: () => new MergeObjects(),
  $stdDevPop: () => new StandardDeviation(false),
  $stdDevSamp: () => new StandardDeviation(true),
  $count: () => new Sum(),
};

/** Whether values of a group can grow its memory without bound. */
export const keepsValues = (name: string): boolean => name === '$push' || name === '$addToSet';

/** @throws ServerError when there is no such accumulator */
export function accumulatorFactory(name: string): () => Accumulator {
  const factory = Object.hasOwn(factories, name) ? factories[name] : undefined;
  if (!factory) throw new ServerError(15952, `unknown group operator '${name}'`, {}, []);
  return factory;
}

/** Runs an accumulator over a list at once. */
export function accumulate(name: string, values: unknown[]): unknown {
  const accumulator = accumulatorFactory(name)();
  for (const value of values) accumulator.add(value);
  return accumulator.result();
}

/** The only operator of an accumulator specification, and its operand. */
export function accumulatorOf(field: string, spec: unknown): [string, unknown] {
  if (!isDoc(spec)) throw new ServerError(40234, `The field '${field}' must be an accumulator object`);
  const [entry, ...more] = Object.entries(spec);
  if (!entry || more.length > 0)
    throw new ServerError(40238, `The field '${field}' must specify one accumulator`);
  if (entry[0] === '$count' && Object.keys(isDoc(entry[1]) ? entry[1] : {}).length > 0) {
    throw failedToParse('$count takes no arguments, i.e. $count:{}');
  }
  return entry[0] === '$count' ? ['$count', 1] : entry;
}
