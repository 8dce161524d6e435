import { Module } from '@nestjs/common';
import { HealthServer } from './health-server';

/** Health for supervisors and orchestrators. */
@Module({ providers: [HealthServer] })
export class HealthModule {}
