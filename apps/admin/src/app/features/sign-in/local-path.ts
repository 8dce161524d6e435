/** `wanted` when it is a path of this console, else the start page: a link must not lead elsewhere. */
export function localPath(wanted: string | undefined): string {
  return wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}
