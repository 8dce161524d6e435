import { inject, Injectable } from '@angular/core';
import { type KnownFile } from '@orders/contracts';
import { firstValueFrom } from 'rxjs';
import { StagedUploadsApi } from '../../core/api/staged-uploads-api';

/** Larger files are not read beforehand: the server finds out while it receives them. */
const MOST_BYTES = 100 * 1024 ** 2;

/** Finds earlier uploads of the same bytes, before a file is sent. */
@Injectable({ providedIn: 'root' })
export class KnownFiles {
  private readonly api = inject(StagedUploadsApi);
  private last: Promise<unknown> = Promise.resolve();

  /** The earlier upload, or null: there is none, or it cannot be told. One file is read at a time. */
  find(file: File): Promise<KnownFile | null> {
    // Browsers compute digests on pages only that came by https or from this machine.
    if (!isSecureContext || file.size > MOST_BYTES) {
      return Promise.resolve(null);
    }
    const found = this.last.then(() => this.ask(file));
    this.last = found;
    return found;
  }

  private async ask(file: File): Promise<KnownFile | null> {
    try {
      const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      return (await firstValueFrom(this.api.known(hexadecimal(digest)))).known;
    } catch {
      // The question is a courtesy: without an answer the file is sent all the same.
      return null;
    }
  }
}

function hexadecimal(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
