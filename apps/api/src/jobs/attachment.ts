import { type StreamableFile } from '@nestjs/common';

/** What Nest needs to know of a download. */
export type DownloadHeaders = NonNullable<StreamableFile['options']>;

/**
 * A download under this name (RFC 6266): saved, never shown by the browser. The name is data: control
 * characters and path separators don't survive.
 */
export function attachment(name: string, type: string, length?: number): DownloadHeaders {
  const safe = name.replace(/[\u0000-\u001f\u007f-\u009f/\\]/g, '_').slice(0, 200) || 'download';
  const ascii = safe.replace(/[^\x20-\x7e]|["%]/g, '_');
  const encoded = encodeURIComponent(safe.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return {
    type,
    disposition: `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    ...(length !== undefined && { length }),
  };
}
