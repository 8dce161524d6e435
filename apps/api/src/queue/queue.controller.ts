import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { QueueStats, QueueThroughput } from '@orders/contracts';
import { JobStore, QueueControl, Throughput, WorkerRegistry } from '@orders/persistence';
import { Audited } from '../audit/audited.decorator';
import { CurrentUser, OnlyFor } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ApiProblem } from '../problem/api-problem.decorator';

@ApiTags('Queue')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('queue')
export class QueueController {
  constructor(
    private readonly jobs: JobStore,
    private readonly workers: WorkerRegistry,
    private readonly control: QueueControl,
    private readonly throughput: Throughput,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'How the queue stands, and whether workers are there',
    description: 'Administrators also see the workers.',
  })
  @ApiOkResponse({ standardSchema: QueueStats })
  async find(@CurrentUser() user: SignedInUser): Promise<QueueStats> {
    const [state, alive, paused] = await Promise.all([
      this.jobs.queueState(),
      this.workers.alive(),
      this.control.isPaused(),
    ]);
    return {
      pending: state.pending,
      processing: state.processing,
      failed: state.failed,
      finishedLastHour: state.finishedLastHour,
      paused,
      oldestPendingSeconds:
        state.oldestPendingAt && Math.max(0, (Date.now() - state.oldestPendingAt.getTime()) / 1000),
      workersAlive: alive.length,
      workers: user.role === 'admin' ? alive : [],
    };
  }

  @Get('throughput')
  @OnlyFor('admin')
  @ApiOperation({ summary: 'How many jobs ended in each five minutes of the last hour' })
  @ApiOkResponse({ standardSchema: QueueThroughput })
  @ApiProblem(403, 'forbidden')
  async lastHour(): Promise<QueueThroughput> {
    return { intervals: await this.throughput.ofLastHour() };
  }

  @Post('pause')
  @Audited('queue_paused')
  @HttpCode(200)
  @OnlyFor('admin')
  @ApiOperation({ summary: 'Hold all workers back; what they run is finished' })
  @ApiOkResponse({ standardSchema: QueueStats })
  @ApiProblem(403, 'forbidden')
  async pause(@CurrentUser() user: SignedInUser): Promise<QueueStats> {
    await this.control.setPaused(true);
    return this.find(user);
  }

  @Post('resume')
  @Audited('queue_resumed')
  @HttpCode(200)
  @OnlyFor('admin')
  @ApiOperation({ summary: 'Let workers take jobs again' })
  @ApiOkResponse({ standardSchema: QueueStats })
  @ApiProblem(403, 'forbidden')
  async resume(@CurrentUser() user: SignedInUser): Promise<QueueStats> {
    await this.control.setPaused(false);
    return this.find(user);
  }
}
