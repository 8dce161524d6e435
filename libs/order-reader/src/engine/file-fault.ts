import { corruptFile, OrderFileError } from '../order-file-error';

/** The error as it is to be thrown: what broken bytes provoked unforeseen becomes `corrupt_file`. */
export function fileFault(error: unknown): unknown {
  return isFileFault(error) ? corruptFile('its content contradicts its format', error) : error;
}

/** Errors that broken bytes provoke in code that takes them at their word, and in the inflater. */
function isFileFault(error: unknown): boolean {
  if (error instanceof OrderFileError) return false;
  if (error instanceof RangeError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^Z_/.test(code);
}
