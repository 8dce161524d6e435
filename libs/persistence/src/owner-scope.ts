import { type QueryFilter, Types } from 'mongoose';

/** Whose documents may be seen and touched: one owner's, or everybody's. */
export type OwnerScope = { ownerId: string } | 'all';

/** The filter that keeps a query within its scope. */
export const ownedBy = <T extends { ownerId: Types.ObjectId }>(scope: OwnerScope): QueryFilter<T> =>
  scope === 'all' ? {} : { ownerId: new Types.ObjectId(scope.ownerId) };
