import * as z from 'zod';

/** Codes of refused requests. Codes of refused files are in file-error.ts. */
export const ProblemCode = z
  .enum([
    'validation_failed',
    'unauthenticated',
    'invalid_credentials',
    'session_expired',
    'wrong_password',
    'link_expired',
    'forbidden',
    'insufficient_scope',
    'not_found',
    'email_taken',
    'registration_closed',
    'last_admin',
    'job_finished',
    'job_not_retryable',
    'job_not_finished',
    'file_missing',
    'mail_pending',
    'no_files',
    'too_many_files',
    'file_too_large',
    'malformed_upload',
    'idempotency_key_reused',
    'idempotency_in_progress',
    'unsupported_media_type',
    'payload_too_large',
    'rate_limited',
    'limit_reached',
    'storage_full',
    'storage_unavailable',
    'request_timeout',
    'internal_error',
  ])
  .meta({ id: 'ProblemCode' });
export type ProblemCode = z.infer<typeof ProblemCode>;

/** Problem details for HTTP APIs, RFC 9457, with a stable `code` and, for validation, the places. */
export const ProblemDetails = z
  .object({
    type: z.string().meta({ example: 'about:blank' }),
    title: z.string().meta({ example: 'Conflict' }),
    status: z.int(),
    code: ProblemCode,
    detail: z.string().optional(),
    instance: z.string().optional().meta({ description: 'Path of the request' }),
    requestId: z.string().optional().meta({ description: 'Finds the request in the log' }),
    errors: z
      .array(
        z.object({ pointer: z.string().meta({ description: 'JSON pointer, RFC 6901' }), detail: z.string() }),
      )
      .optional(),
  })
  .meta({ id: 'ProblemDetails' });
export type ProblemDetails = z.infer<typeof ProblemDetails>;
