import { ErrorCode, ServerError } from '../server-error';
import type { Doc } from '../values/document';
import { serializeDocument } from '../values/serialize-document';
import type { Catalog } from './catalog';
import type { SqliteConnection } from './sqlite-file';

/** A view: what a pipeline makes of another collection or view of the same database, at each reading. */
export interface StoredView {
  id: number;
  namespace: string;
  database: string;
  name: string;
  /** The name of what it is made of. */
  on: string;
  pipeline: unknown[];
}

/** How many views may lie on each other, as on the server. */
const MAX_DEPTH = 20;

/** How a view is shown, and kept. */
export const viewOptions = ({ on, pipeline }: Pick<StoredView, 'on' | 'pipeline'>): Doc => ({
  viewOn: on,
  pipeline,
});

/** Makes a view's entry. */
export function createView(connection: SqliteConnection, view: Omit<StoredView, 'id'>): StoredView {
  const { rowId } = connection.run(
    'INSERT INTO collections (namespace, info) VALUES (?, ?)',
    view.namespace,
    serializeDocument({ options: viewOptions(view) }),
  );
  return { ...view, id: rowId };
}

/** Stores a changed view. */
export function saveView(connection: SqliteConnection, view: StoredView): void {
  const info = serializeDocument({ options: viewOptions(view) });
  connection.run('UPDATE collections SET info = ? WHERE id = ?', info, view.id);
}

/** Takes a view's entry away. */
export function dropView(connection: SqliteConnection, { id }: StoredView): void {
  connection.run('DELETE FROM collections WHERE id = ?', id);
}

/** A pipeline on a collection. */
export interface ResolvedView {
  /** The collection's name. */
  name: string;
  pipeline: unknown[];
}

/**
 * What a pipeline on a view is on the collection below it; on a collection it stays as it is.
 * @throws ServerError ViewDepthLimitExceeded
 */
export function resolveView(catalog: Catalog, database: string, given: ResolvedView): ResolvedView {
  let resolved = given;
  for (let depth = 0; ; depth++) {
    const view = catalog.findView(`${database}.${resolved.name}`);
    if (!view) return resolved;
    if (depth === MAX_DEPTH) {
      throw new ServerError(
        ErrorCode.ViewDepthLimitExceeded,
        `View depth limit exceeded; maximum depth is ${MAX_DEPTH}`,
      );
    }
    resolved = { name: view.on, pipeline: [...view.pipeline, ...resolved.pipeline] };
  }
}
