import * as z from 'zod';

/** An id of ours; anything else can't exist. */
export const ObjectId = z.string().regex(/^[0-9a-f]{24}$/, 'Not an id');
