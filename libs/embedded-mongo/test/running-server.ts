import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/start-embedded-mongo';

/** The built server. */
export const serverPath = join(import.meta.dirname, '../../../dist/libs/embedded-mongo/server.js');

/** A server on a fresh folder with a connected client. */
export class RunningServer {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  private server: EmbeddedMongo | undefined;
  private connected: MongoClient | undefined;

  async start(args: string[] = []): Promise<this> {
    this.server = await startEmbeddedMongo({ serverPath, dataDir: this.dataDir, args });
    this.connected = await new MongoClient(this.server.uri).connect();
    return this;
  }

  get process(): EmbeddedMongo {
    return this.server!;
  }

  get client(): MongoClient {
    return this.connected!;
  }

  async stop(how: 'stop' | 'kill' = 'stop'): Promise<void> {
    await this.connected?.close();
    await this.server?.[how]();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
