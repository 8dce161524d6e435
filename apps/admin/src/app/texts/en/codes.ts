import { type FileErrorCode, type RowErrorCode } from '@orders/contracts';
import { type ApiErrorCode } from '../../core/api/api-error';

/** What the codes of the contract mean, in words for a person. */
export const codes = {
  problems: {
    validation_failed: 'Some of what was entered is not valid.',
    unauthenticated: 'You are not signed in.',
    invalid_credentials: 'The address or the password is wrong.',
    session_expired: 'Your session has ended. Sign in again.',
    forbidden: 'You may not do this.',
    not_found: 'It is not there, or not yours.',
    email_taken: 'There is already an account with this address.',
    registration_closed: 'New accounts cannot be created here. Ask an admin.',
    last_admin: 'There must be one active admin at least.',
    job_finished: 'It has already ended.',
    job_not_retryable: 'Only failed and cancelled uploads can be retried.',
    job_not_finished: 'It has not ended yet.',
    file_missing: 'The original file is no longer kept.',
    no_files: 'No file arrived.',
    too_many_files: 'Too many files at once.',
    file_too_large: 'The file is larger than allowed.',
    file_empty: 'The file is empty.',
    malformed_upload: 'The upload was not understood.',
    upload_incomplete: 'The upload broke off before the file had arrived.',
    idempotency_key_reused: 'This upload was already made with other content.',
    idempotency_in_progress: 'This upload is already being received.',
    unsupported_media_type: 'This kind of request is not supported.',
    payload_too_large: 'The request is too large.',
    rate_limited: 'Too many attempts. Wait a moment.',
    storage_full: 'The server has no room left. Ask an admin.',
    storage_unavailable: 'The server cannot reach its storage just now. Try again shortly.',
    request_timeout: 'The server waited too long.',
    internal_error: 'Something went wrong on the server.',
    offline: 'The server cannot be reached. Check the connection.',
    unknown: 'Something unexpected came back.',
  } satisfies Record<ApiErrorCode, string>,
  problemWait: (text: string, seconds: number) => `${text} Try again in ${seconds} s.`,
  missingColumns: (names: string) => `Missing: ${names}.`,
  headersSeen: (names: string) => `Found: ${names}.`,
  fileErrors: {
    unsupported_format: 'This is not a spreadsheet or text file that can be read.',
    corrupt_file: 'The file is damaged.',
    encrypted_file: 'The file is protected by a password.',
    too_large: 'The file is too large.',
    too_many_rows: 'The file has too many rows.',
    too_many_products: 'The file has too many different products.',
    archive_bomb: 'The file unpacks to far more than it should.',
    missing_columns: 'Needed columns are missing.',
    duplicate_header: 'A needed column is there twice.',
    sheet_not_found: 'There is no sheet of this name.',
    empty_file: 'The file is empty.',
    no_valid_rows: 'No row could be used.',
    parser_crashed: 'The file could not be read.',
    parser_timeout: 'Reading the file took too long.',
    worker_lost: 'Processing was cut off several times. Retry it; if it happens again, tell an admin.',
    file_missing: 'The file is no longer there.',
    storage_unavailable: 'The storage could not be reached.',
  } satisfies Record<FileErrorCode, string>,
  rowErrors: {
    missing_value: { name: 'Empty cell', advice: 'Fill in a value.' },
    too_long: { name: 'Text too long', advice: 'Shorten it to 500 characters.' },
    not_a_number: { name: 'Not a number', advice: 'Enter a plain number.' },
    ambiguous_number: {
      name: 'Unclear number',
      advice: 'Write it with a point, or choose the comma as decimal separator.',
    },
    not_an_integer: { name: 'Not a whole number', advice: 'Enter a whole number.' },
    out_of_range: { name: 'Out of range', advice: 'Enter a number in the allowed range.' },
    too_many_decimals: { name: 'Too many decimals', advice: 'Use at most 4 decimals.' },
    wrong_type: { name: 'Wrong kind of value', advice: 'Enter a number, not a date or a truth value.' },
    formula_without_value: {
      name: 'Formula without value',
      advice: 'Open the file in a spreadsheet program and save it again.',
    },
    error_cell: { name: 'Error in cell', advice: 'Correct the formula.' },
  } satisfies Record<RowErrorCode, RowErrorWords>,
};

interface RowErrorWords {
  name: string;
  advice: string;
}
