import { compileFilter, type Predicate } from '../query/compile-filter';
import type { IndexDefinition, IndexField } from '../storage/index-definition';
import { type Doc, isDoc, setField } from '../values/document';
import { KeyReader, UNTOLD } from '../values/key-reader';

/** The key's document does not match. */
export const NO_MATCH = Symbol('no match');

interface Step {
  field: IndexField;
  /** Nobody asks for the field. */
  skipped: boolean;
  /** The filter looks at its value. */
  tested: boolean;
  /** The filter asks whether it is there. */
  presence: boolean;
  /** The value itself is wanted, with its type. */
  value: boolean;
}

/** Tries a filter on the keys of an index, and makes documents of the fields that the keys hold. */
export class KeyJudge {
  private readonly reader = new KeyReader();
  private readonly steps: Step[];
  private readonly matches: Predicate;

  /**
   * `filter`: as `keyConditions` gives it, undefined for none.
   * `values`: the fields wanted in the documents, each a field of the index and not dotted.
   */
  constructor(index: IndexDefinition, filter: Doc | undefined, values: ReadonlySet<string> = new Set()) {
    this.matches = filter ? compileFilter(filter).matches : () => true;
    const tested = filter ? pathsOf(filter) : new Set<string>();
    const presence = filter ? pathsOf(filter, asksForPresence) : new Set<string>();
    const steps = index.fields.map((field) => {
      const step = {
        tested: tested.has(field.path),
        presence: presence.has(field.path),
        value: values.has(field.path),
      };
      return { field, ...step, skipped: !step.tested && !step.value };
    });
    this.steps = steps.slice(0, steps.findLastIndex(({ skipped }) => !skipped) + 1);
  }

  /** The key's document, `NO_MATCH`, or `UNTOLD` where only the stored document can tell. */
  read(key: Buffer): Doc | typeof NO_MATCH | typeof UNTOLD {
    const { reader } = this;
    const doc: Doc = {};
    let valuesTold = true;
    reader.open(key);
    for (const { field, skipped, tested, presence, value: wanted } of this.steps) {
      if (skipped) {
        reader.skip(field.descending);
        continue;
      }
      const value = reader.read(field.descending);
      if (tested && (value === UNTOLD || (presence && value === null))) return UNTOLD;
      // A number's type, and whether null was there, is not in the key.
      if (wanted && (value === UNTOLD || value === null || typeof value === 'number')) valuesTold = false;
      put(doc, field.parts, value);
    }
    if (!this.matches(doc)) return NO_MATCH;
    return valuesTold ? doc : UNTOLD;
  }
}

function put(doc: Doc, parts: readonly string[], value: unknown): void {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) {
    setField(doc, first, value);
    return;
  }
  const existing = Object.hasOwn(doc, first) ? doc[first] : undefined;
  const inner = isDoc(existing) ? existing : {};
  setField(doc, first, inner);
  put(inner, rest, value);
}

/** The fields that a filter names, of those whose condition is accepted. */
function pathsOf(filter: Doc, accepts: (condition: unknown) => boolean = () => true): Set<string> {
  const paths = new Set<string>();
  for (const [name, operand] of Object.entries(filter)) {
    if (!name.startsWith('$')) {
      if (accepts(operand)) paths.add(name);
      continue;
    }
    for (const part of operand as Doc[]) for (const path of pathsOf(part, accepts)) paths.add(path);
  }
  return paths;
}

function asksForPresence(condition: unknown): boolean {
  if (!isDoc(condition)) return false;
  return '$exists' in condition || asksForPresence(condition['$not']);
}
