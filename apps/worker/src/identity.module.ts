import { Global, Module } from '@nestjs/common';
import { WorkerIdentity } from './worker-identity';

/** Who this worker is. */
@Global()
@Module({ providers: [WorkerIdentity], exports: [WorkerIdentity] })
export class IdentityModule {}
