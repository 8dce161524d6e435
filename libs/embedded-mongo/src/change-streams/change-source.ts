import { findDocuments } from '../query/find-documents';
import type { Engine } from '../storage/engine';
import type { OplogEntry } from '../storage/oplog';
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
}

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
    const shown: Doc = { _id: resumeToken(time), ...event };
    if (type === 'update' && this.options.fullDocument !== 'default') {
      shown['fullDocument'] = await this.lookUp(ns, event['documentKey']);
    }
    if (this.options.fullDocumentBeforeChange === 'whenAvailable') shown['fullDocumentBeforeChange'] = null;
    return this.endsStream(String(type), ns) ? [shown, this.invalidate(time, event)] : [shown];
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

  private async lookUp(ns: Doc, key: unknown): Promise<Doc | null> {
    const view = this.engine.view();
    const collection = view.catalog.find([ns['db'], ns['coll']].join('.'));
    if (!collection || !isDoc(key)) return null;
    const { batches } = findDocuments(view, collection, {
      filter: { _id: { $eq: key['_id'] } },
      limit: 1,
      context: {},
    });
    for await (const [document] of batches) if (document) return parseDocument(document.bytes);
    return null;
  }
}
