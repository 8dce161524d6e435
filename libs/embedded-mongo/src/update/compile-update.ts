import { ObjectId } from 'bson';
import { compileDocumentStage } from '../aggregation/document-stages';
import { compileElementTest, compileFilter, type FilterContext } from '../query/compile-filter';
import { badValue, ErrorCode, failedToParse, ServerError } from '../server-error';
import { sameStored } from '../values/compare';
import { cloneValue, type Doc, isDoc, setField } from '../values/document';
import { type FieldUpdate, updateOperator } from './field-operators';
import { type ArrayFilters, expandPath, type UpdateContext } from './update-context';
import { documentOfFilter } from './upsert-document';

/** An update ready to be applied. */
export interface Update {
  /** Whether it puts a whole document in the place of another. */
  replaces: boolean;
  /** The changed copy of a document. @throws ServerError when it can't be applied to it */
  apply(doc: Doc): Doc;
  /** The document that an upsert inserts. */
  insert(): Doc;
}

/** What an update command gives besides the update. */
export interface UpdateOptions extends FilterContext {
  filter: Doc;
  arrayFilters?: unknown;
  multi?: boolean;
}

/** @throws ServerError for an update that the server would refuse to parse */
export function compileUpdate(update: unknown, options: UpdateOptions): Update {
  if (Array.isArray(update)) return pipelineUpdate(update as unknown[], options);
  if (!isDoc(update)) throw failedToParse('Update argument must be either an object or an array');
  const isModifier = Object.keys(update)[0]?.startsWith('$') === true;
  return isModifier ? modifierUpdate(update, options) : replacement(update, options);
}

function replacement(update: Doc, { filter, multi }: UpdateOptions): Update {
  if (multi) throw failedToParse('multi update is not supported for replacement-style update');
  const dollar = Object.keys(update).find((name) => name.startsWith('$'));
  if (dollar !== undefined)
    throw new ServerError(
      ErrorCode.DollarPrefixedFieldName,
      `The dollar ($) prefixed field '${dollar}' is not allowed`,
    );
  const withId = (id: unknown): Doc => {
    const rest = Object.entries(update).filter(([name]) => name !== '_id');
    const doc: Doc = { _id: id };
    for (const [name, value] of rest) setField(doc, name, value);
    return doc;
  };
  return {
    replaces: true,
    apply: (doc) => {
      if ('_id' in update) checkSameId(doc['_id'], update['_id']);
      return withId(doc['_id']);
    },
    insert: () => withId(update['_id'] ?? documentOfFilter(filter, true)['_id'] ?? new ObjectId()),
  };
}

function checkSameId(before: unknown, after: unknown): void {
  if (!sameStored(before, after)) {
    throw new ServerError(
      ErrorCode.ImmutableField,
      "After applying the update, the (immutable) field '_id' was found to have been altered",
    );
  }
}

function pipelineUpdate(pipeline: unknown[], options: UpdateOptions): Update {
  if (options.arrayFilters !== undefined)
    throw failedToParse('arrayFilters may not be specified for pipeline-style updates');
  const stages = pipeline.map((stage) => {
    const [entry, more] = isDoc(stage) ? Object.entries(stage) : [];
    if (!entry || more)
      throw new ServerError(40323, 'A pipeline stage specification object must contain exactly one field.');
    const compiled = compileDocumentStage(entry[0], entry[1], options.variables ?? {});
    if (!compiled)
      throw new ServerError(
        ErrorCode.InvalidOptions,
        `${entry[0]} is not allowed to be used within an update`,
      );
    return compiled;
  });
  const run = (doc: Doc): Doc => stages.reduce((current, stage) => stage(current), doc);
  return {
    replaces: false,
    apply: (doc) => {
      const result = run(doc);
      if (!('_id' in result)) return withFirstId(result, doc['_id']);
      checkSameId(doc['_id'], result['_id']);
      return result;
    },
    insert: () => {
      const result = run(documentOfFilter(options.filter, false));
      return withFirstId(result, result['_id'] ?? new ObjectId());
    },
  };
}

interface Change {
  operator: FieldUpdate;
  path: string;
  operand: unknown;
  onInsert: boolean;
}

function modifierUpdate(update: Doc, options: UpdateOptions): Update {
  const changes = parseChanges(update);
  checkConflicts(changes);
  const context: UpdateContext = { ...options, arrayFilters: compileArrayFilters(options, changes) };
  const run = (doc: Doc, inserting: boolean): Doc => {
    const result = cloneValue(doc);
    for (const { operator, path, operand, onInsert } of changes) {
      if (onInsert && !inserting) continue;
      // Positions are those of the document as the filter matched it.
      for (const parts of expandPath(doc, path, context)) operator(result, parts, operand, context);
    }
    return result;
  };
  return {
    replaces: false,
    apply: (doc) => {
      const result = run(doc, false);
      if (!sameStored(doc['_id'], result['_id'])) throw immutableId();
      return result;
    },
    insert: () => {
      const base = documentOfFilter(options.filter, false);
      const result = run(base, true);
      if ('_id' in base && !sameStored(base['_id'], result['_id'])) throw immutableId();
      return withFirstId(result, result['_id'] ?? new ObjectId());
    },
  };
}

function immutableId(): ServerError {
  return new ServerError(
    ErrorCode.ImmutableField,
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}

function withFirstId(doc: Doc, id: unknown): Doc {
  const result: Doc = { _id: id };
  for (const [name, value] of Object.entries(doc)) if (name !== '_id') setField(result, name, value);
  return result;
}

function parseChanges(update: Doc): Change[] {
  const changes: Change[] = [];
  for (const [name, fields] of Object.entries(update)) {
    const operator = updateOperator(name);
    if (!isDoc(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeof fields} instead. For example: {$mod: {<field>: ...}} not {${name}: ${JSON.stringify(fields)}}`,
      );
    }
    for (const [path, operand] of Object.entries(fields)) {
      changes.push({ operator, path, operand, onInsert: name === '$setOnInsert' });
      if (name === '$rename') checkRename(path, operand, changes);
    }
  }
  return changes.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
}

function checkRename(path: string, target: unknown, changes: Change[]): void {
  if (typeof target !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${path}`);
  if (target === path || target.startsWith(`${path}.`) || path.startsWith(`${target}.`)) {
    throw badValue(`The source and target field for $rename must differ: ${path}: "${target}"`);
  }
  if (`${path}.${target}`.includes('$'))
    throw badValue(`The source and destination field for $rename may not be dynamic: ${path}`);
  // The target takes part in the search for conflicts.
  changes.push({ operator: () => undefined, path: target, operand: undefined, onInsert: false });
}

function checkConflicts(changes: Change[]): void {
  const paths = changes.map(({ path }) => path).sort();
  for (const [at, path] of paths.entries()) {
    if (path === '') throw new ServerError(ErrorCode.Location, 'An empty update path is not valid.');
    const clash = paths.slice(at + 1).find((other) => other === path || other.startsWith(`${path}.`));
    if (clash !== undefined) {
      throw new ServerError(
        ErrorCode.ConflictingUpdateOperators,
        `Updating the path '${clash}' would create a conflict at '${path}'`,
      );
    }
  }
}

function compileArrayFilters({ arrayFilters, ...context }: UpdateOptions, changes: Change[]): ArrayFilters {
  const tests = new Map<string, (element: unknown) => boolean>();
  if (arrayFilters === undefined) return tests;
  if (!Array.isArray(arrayFilters)) throw failedToParse('arrayFilters must be an array');
  for (const filter of arrayFilters as unknown[]) {
    if (!isDoc(filter)) throw failedToParse('each array filter must be an object');
    const name = identifierOf(filter);
    if (tests.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    if (!changes.some(({ path }) => path.split('.').includes(`$[${name}]`))) {
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update`);
    }
    const { matches } = compileFilter(filter, context);
    const only = Object.keys(filter).length === 1 ? filter[name] : undefined;
    tests.set(
      name,
      only !== undefined ? compileElementTest(only, context) : (element) => matches({ [name]: element }),
    );
  }
  return tests;
}

function identifierOf(filter: Doc): string {
  const names = new Set<string>();
  const collect = (part: Doc): void => {
    for (const [path, operand] of Object.entries(part)) {
      if (path.startsWith('$') && Array.isArray(operand))
        (operand as unknown[]).filter(isDoc).forEach(collect);
      else names.add(path.split('.')[0] ?? '');
    }
  };
  collect(filter);
  const [name, ...others] = names;
  if (name === undefined)
    throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
  if (others.length > 0)
    throw failedToParse(
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${others[0] ?? ''}'`,
    );
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    throw badValue(
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    );
  }
  return name;
}
