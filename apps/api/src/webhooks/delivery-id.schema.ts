import * as z from 'zod';

/** The `webhook-id` of a message of ours. */
export const DeliveryId = z.string().regex(/^msg_[\w-]{1,100}$/, 'Not an id');
