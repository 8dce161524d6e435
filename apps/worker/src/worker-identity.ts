import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';

/** Who this process is: drawn at random at every start, so that no other one can be taken for it. */
@Injectable()
export class WorkerIdentity {
  readonly id = randomUUID();
  readonly host = hostname();
  readonly pid = process.pid;
  readonly startedAt = new Date();
}
