import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';

export interface DatabaseState {
  /** Ours, or a MongoDB. */
  embedded: boolean;
  version: string;
  /** How long it took to answer, milliseconds. */
  latencyMs: number;
}

/** Asks the database who it is and how it is. */
@Injectable()
export class DatabaseProbe {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  async read(): Promise<DatabaseState> {
    const { version, modules } = await this.command<{ version: string; modules?: string[] }>({
      buildInfo: 1,
    });
    const start = performance.now();
    await this.command({ ping: 1 });
    return {
      embedded: modules?.includes('embedded-mongo') === true,
      version,
      latencyMs: performance.now() - start,
    };
  }

  private async command<T>(command: Record<string, unknown>): Promise<T> {
    const { db } = this.connection;
    return (await db?.admin().command(command)) as T;
  }
}
