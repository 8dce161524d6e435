import { compileExpression, fieldsUsed } from '../aggregation/compile-expression';
import { newScope, type Variables } from '../aggregation/scope';
import { badValue, ErrorCode, ServerError } from '../server-error';
import { bsonTag, type Doc, isDoc, isTruthy, toNumber } from '../values/document';
import type { Fold } from '../values/key-encoding';
import { splitPath, visitPath } from '../values/paths';
import { equalTo, oneOf, onlyItself, regexOperator, type ValueTest, valueTest } from './field-operators';
import { compileJsonSchema } from './json-schema';
import { isRegExp } from './regular-expression';

/** Whether a document matches. */
export type Predicate = (doc: unknown) => boolean;

/** What a filter is read with: the collation's folding, and the variables that `$expr` sees. */
export interface FilterContext {
  fold?: Fold;
  variables?: Variables;
}

/** A filter ready to run. */
export interface Filter {
  matches: Predicate;
  /** The top-level fields that it reads; undefined when it may read any. */
  fields: Set<string> | undefined;
}

const MAX_DEPTH = 100;

/** @throws ServerError BadValue (2) and the like for a filter that the server would refuse */
export function compileFilter(filter: Doc, context: FilterContext = {}): Filter {
  const fields = new Set<string>();
  const compiler = new FilterCompiler(context, fields);
  const matches = compiler.document(filter, 0);
  return { matches, fields: compiler.readsAll ? undefined : fields };
}

const logical = new Set(['$and', '$or', '$nor']);

class FilterCompiler {
  readsAll = false;

  constructor(
    private readonly context: FilterContext,
    private readonly fields: Set<string>,
  ) {}

  document(filter: Doc, depth: number): Predicate {
    if (depth > MAX_DEPTH) throw badValue('filter is nested too deeply');
    const tests = Object.entries(filter).map(([name, operand]) => this.entry(name, operand, depth));
    return allOf(tests);
  }

  private entry(name: string, operand: unknown, depth: number): Predicate {
    if (logical.has(name)) return this.logical(name, operand, depth);
    if (!name.startsWith('$')) return this.field(name, operand, depth);
    switch (name) {
      case '$expr':
        return this.expression(operand);
      case '$comment':
        return () => true;
      case '$jsonSchema':
        this.readsAll = true;
        return compileJsonSchema(operand);
      case '$sampleRate': {
        const rate = toNumber(operand);
        return () => Math.random() < rate;
      }
      case '$alwaysTrue':
        return () => true;
      case '$alwaysFalse':
        return () => false;
      case '$where':
      case '$text':
        throw new ServerError(ErrorCode.CommandNotSupported, `${name} is not supported by this server`);
      default:
        throw badValue(
          `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
        );
    }
  }

  private logical(name: string, operand: unknown, depth: number): Predicate {
    if (!Array.isArray(operand)) throw badValue(`${name} must be an array`);
    if (operand.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
    const tests = (operand as unknown[]).map((item) => {
      if (!isDoc(item)) throw badValue('$or/$and/$nor entries need to be full objects');
      return this.document(item, depth + 1);
    });
    if (name === '$and') return allOf(tests);
    const any: Predicate = (doc) => tests.some((test) => test(doc));
    return name === '$or' ? any : (doc) => !any(doc);
  }

  private expression(operand: unknown): Predicate {
    const used = fieldsUsed(operand);
    if (used) used.forEach((field) => this.fields.add(field));
    else this.readsAll = true;
    const evaluate = compileExpression(operand);
    const variables = this.context.variables;
    return (doc) => isTruthy(evaluate(newScope(doc, variables)));
  }

  private field(path: string, operand: unknown, depth: number): Predicate {
    const parts = splitPath(path);
    this.fields.add(parts[0] ?? '');
    const condition = this.condition(operand, depth);
    return (doc) => condition((test) => visitPath(doc, parts, 0, test));
  }

  /** A condition on a field: it is handed a way to ask whether any value at the field's path passes a test. */
  private condition(operand: unknown, depth: number): (any: (test: ValueTest) => boolean) => boolean {
    if (!isOperators(operand)) {
      const test = equalTo(operand, this.context.fold);
      return (any) => any(test);
    }
    const conditions = Object.entries(operand).map(([name, value]) =>
      this.operator(name, value, operand, depth),
    );
    return (any) => conditions.every((condition) => condition(any));
  }

  private operator(
    name: string,
    value: unknown,
    siblings: Doc,
    depth: number,
  ): (any: (test: ValueTest) => boolean) => boolean {
    const { fold } = this.context;
    switch (name) {
      case '$ne': {
        if (isRegExp(value)) throw badValue("Can't have regex as arg to $ne.");
        const test = equalTo(value, fold);
        return (any) => !any(test);
      }
      case '$nin': {
        const test = oneOf(value, fold);
        return (any) => !any(test);
      }
      case '$not': {
        if (!isRegExp(value) && !isOperators(value)) throw badValue('$not needs a regex or a document');
        const condition = this.condition(value, depth + 1);
        return (any) => !condition(any);
      }
      case '$exists': {
        const wanted = isTruthy(value);
        return (any) => any((found) => found !== undefined) === wanted;
      }
      case '$all':
        return this.all(value, depth);
      case '$options':
        if (!('$regex' in siblings)) throw badValue('$options needs a $regex');
        return () => true;
      case '$regex': {
        const test = regexOperator(value, siblings['$options']);
        return (any) => any(test);
      }
      case '$elemMatch': {
        const test = this.elemMatch(value, depth);
        return (any) => any(test);
      }
      default: {
        const test = valueTest(name, value, fold);
        return (any) => any(test);
      }
    }
  }

  private all(value: unknown, depth: number): (any: (test: ValueTest) => boolean) => boolean {
    if (!Array.isArray(value)) throw badValue('$all needs an array');
    const tests = (value as unknown[]).map((item) =>
      isDoc(item) && '$elemMatch' in item
        ? this.elemMatch(item['$elemMatch'], depth)
        : equalTo(item, this.context.fold),
    );
    return (any) => tests.length > 0 && tests.every((test) => any(test));
  }

  private elemMatch(value: unknown, depth: number): ValueTest {
    if (!isDoc(value)) throw badValue('$elemMatch needs an Object');
    const first = Object.keys(value)[0];
    if (isOperators(value) && !logical.has(first ?? '') && first !== '$expr') {
      const condition = this.condition(value, depth + 1);
      return (list) =>
        Array.isArray(list) && list.some((item: unknown) => condition((test) => onlyItself(test)(item)));
    }
    const matches = new FilterCompiler(this.context, new Set()).document(value, depth + 1);
    return (list) =>
      Array.isArray(list) &&
      list.some((item: unknown) => (isDoc(item) || Array.isArray(item)) && matches(item));
  }
}

/** Whether a condition is made of operators (`{$gt: 1}`) and not a document to be equal to. */
export function isOperators(operand: unknown): operand is Doc {
  if (!isDoc(operand) || bsonTag(operand) !== undefined) return false;
  const first = Object.keys(operand)[0];
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}

function allOf(tests: Predicate[]): Predicate {
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (doc) => tests.every((test) => test(doc));
}

/** A test on one array element, as `$pull` and array filters need it: a literal or operators. */
export function compileElementTest(condition: unknown, context: FilterContext = {}): ValueTest {
  if (isOperators(condition) || isRegExp(condition)) {
    const { matches } = compileFilter({ element: condition }, context);
    return (element) => matches({ element });
  }
  return equalTo(condition, context.fold);
}
