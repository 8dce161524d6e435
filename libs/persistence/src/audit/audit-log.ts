import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type AuditAction, type AuditEntry, type AuditQuery, type Page } from '@orders/contracts';
import { type Model, type QueryFilter, Types } from 'mongoose';
import { dateOf, decodeCursor, encodeCursor } from '../cursor';
import { AUDIT_ENTRIES, type AuditRecord } from './audit-entry.schema';

/** Longest text that is kept of what clients sent. */
const MAX_TEXT = 300;

export interface NewAuditEntry {
  action: AuditAction;
  actor: { id: string; email: string } | null;
  subject: string | null;
  detail: string | null;
  address: string;
  userAgent: string;
  apiKeyId: string | null;
}

/** Who did what, when, from where. There is no way to change or remove an entry. */
@Injectable()
export class AuditLog {
  constructor(@InjectModel(AUDIT_ENTRIES) private readonly entries: Model<AuditRecord>) {}

  /** Adds an entry, timed by the database's clock. */
  async append(entry: NewAuditEntry): Promise<void> {
    const { actor, ...rest } = entry;
    await this.entries.updateOne(
      { _id: new Types.ObjectId() },
      {
        $setOnInsert: {
          ...rest,
          subject: cut(rest.subject),
          detail: cut(rest.detail),
          userAgent: rest.userAgent.slice(0, MAX_TEXT),
          actorId: actor ? new Types.ObjectId(actor.id) : null,
          actorEmail: actor?.email ?? null,
        },
        $currentDate: { time: true },
      },
      { upsert: true },
    );
  }

  /** Newest first. */
  async list(query: AuditQuery): Promise<Page<AuditEntry>> {
    const filter: QueryFilter<AuditRecord> = {
      ...(query.action && { action: query.action }),
      ...(query.actor && { actorId: new Types.ObjectId(query.actor) }),
    };
    const found = await this.entries
      .find(query.cursor ? { $and: [filter, beyond(query.cursor)] } : filter)
      .sort({ time: -1, _id: -1 })
      .limit(query.limit + 1)
      .lean<AuditRecord[]>();
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(toAuditEntry),
      nextCursor: found.length > query.limit && last ? encodeCursor(last.time.getTime(), last._id) : null,
      total: null,
    };
  }
}

const cut = (text: string | null): string | null => text?.slice(0, MAX_TEXT) ?? null;

function beyond(text: string): QueryFilter<AuditRecord> {
  const cursor = decodeCursor(text);
  const time = typeof cursor?.value === 'number' ? dateOf(cursor.value) : undefined;
  if (!cursor || !time) return {};
  return { $or: [{ time: { $lt: time } }, { time, _id: { $lt: cursor.id } }] };
}

function toAuditEntry(record: AuditRecord): AuditEntry {
  return {
    id: record._id.toHexString(),
    action: record.action,
    actor: record.actorId && { id: record.actorId.toHexString(), email: record.actorEmail ?? '' },
    subject: record.subject,
    detail: record.detail,
    address: record.address,
    userAgent: record.userAgent,
    apiKeyId: record.apiKeyId,
    time: record.time.toISOString(),
  };
}
