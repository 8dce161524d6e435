import { findDocuments } from '../query/find-documents';
import type { Engine } from '../storage/engine';
import { EXPANDED, IMAGES, type OplogEntry } from '../storage/oplog';
import { ErrorCode, ServerError } from '../server-error';
import type { Doc } from '../values/document';
import { isDoc } from '../values/document';
import { parseDocument } from '../values/parse-document';
import { resumeToken } from './resume-token';

/** What a stream watches, and how it shows changes. */
export interface WatchOptions {
  /** `''` for the deployment, `db`, or `db.collection`. */
  scope: string;
  fullDocument: 'default' | 'updateLookup' | 'whenAvailable' | 'required';
  fullDocumentBeforeChange: 'off' | 'whenAvailable' | 'required';
  showExpandedEvents: boolean;
}

/** What only streams with `showExpandedEvents` tell of. */
const expandedTypes = new Set(['create', 'createIndexes', 'dropIndexes', 'modify']);

/** Makes change events of recorded changes. */
export class ChangeSource {
  constructor(
    private readonly engine: Engine,
    private readonly options: WatchOptions,
  ) {}

  /** The events that the stream sees of a change: none, one, or one and the stream's end. */
  async eventsOf({ time, event }: OplogEntry): Promise<Doc[]> {
    const ns = event['ns'];
    if (!isDoc(ns) || !this.isWatched(ns)) return [];
    const type = event['operationType'];
    if (type === 'dropDatabase' && this.options.scope.includes('.')) return [];
    if (expandedTypes.has(String(type)) && !this.options.showExpandedEvents) return [];
    const { [EXPANDED]: expanded, [IMAGES]: images, ...fields } = event;
    const shown: Doc = { _id: resumeToken(time), ...fields };
    if (this.options.showExpandedEvents) Object.assign(shown, expanded);
    else withoutExpansion(shown);
    await this.addImages(shown, isDoc(images) ? images : {});
    return this.endsStream(String(type), ns) ? [shown, this.invalidate(time, event)] : [shown];
  }

  private async addImages(shown: Doc, images: Doc): Promise<void> {
    const { fullDocument, fullDocumentBeforeChange } = this.options;
    const type = shown['operationType'];
    if (type === 'update' && fullDocument !== 'default') {
      shown['fullDocument'] =
        fullDocument === 'updateLookup'
          ? await this.lookUp(shown['ns'], shown['documentKey'])
          : image(images['after'], fullDocument, 'post-image');
    }
    if (fullDocumentBeforeChange !== 'off' && ['update', 'replace', 'delete'].includes(String(type))) {
      shown['fullDocumentBeforeChange'] = image(images['before'], fullDocumentBeforeChange, 'pre-image');
    }
  }

  private isWatched({ db, coll }: Doc): boolean {
    const { scope } = this.options;
    if (scope === '') return true;
    if (!scope.includes('.')) return db === scope;
    if (typeof coll !== 'string') return db === scope.split('.')[0];
    return [db, coll].join('.') === scope;
  }

  private endsStream(type: string, ns: Doc): boolean {
    if (this.options.scope === '') return false;
    if (type === 'dropDatabase') return true;
    return (
      (type === 'drop' || type === 'rename') && this.options.scope.includes('.') && ns['coll'] !== undefined
    );
  }

  private invalidate(time: bigint, event: Doc): Doc {
    return {
      _id: resumeToken(time),
      operationType: 'invalidate',
      clusterTime: event['clusterTime'],
      wallTime: event['wallTime'],
    };
  }

  private async lookUp(ns: unknown, key: unknown): Promise<Doc | null> {
    const view = this.engine.view();
    if (!isDoc(ns) || !isDoc(key)) return null;
    const namespace = [ns['db'], ns['coll']].join('.');
    // A view may have taken the name of the collection since.
    const collection = view.catalog.findView(namespace) ? undefined : view.catalog.find(namespace);
    if (!collection) return null;
    const { batches } = findDocuments(view, collection, {
      filter: { _id: { $eq: key['_id'] } },
      limit: 1,
      context: {},
    });
    for await (const [document] of batches) if (document) return parseDocument(document.bytes);
    return null;
  }
}

/** The parts of an update's description that only streams with `showExpandedEvents` show. */
function withoutExpansion(shown: Doc): void {
  if (!isDoc(shown['updateDescription'])) return;
  const description = { ...shown['updateDescription'] };
  delete description['disambiguatedPaths'];
  shown['updateDescription'] = description;
}

/** @throws ServerError NoMatchingDocument when a stream requires an image that the collection does not keep */
function image(found: unknown, mode: 'whenAvailable' | 'required', what: string): unknown {
  if (found !== undefined || mode === 'whenAvailable') return found ?? null;
  throw new ServerError(
    ErrorCode.NoMatchingDocument,
    `Change stream was configured to require a ${what} for all update, delete and replace events, but the ${what} was not found`,
    {},
    ['NonResumableChangeStreamError'],
  );
}
