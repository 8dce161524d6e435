import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { QueueStats } from '@orders/contracts';
import { JobStore, WorkerRegistry } from '@orders/persistence';
import { CurrentUser } from '../auth/auth.decorators';
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
  ) {}

  @Get()
  @ApiOperation({
    summary: 'How the queue stands, and whether workers are there',
    description: 'Administrators also see the workers.',
  })
  @ApiOkResponse({ standardSchema: QueueStats })
  async find(@CurrentUser() user: SignedInUser): Promise<QueueStats> {
    const [state, alive] = await Promise.all([this.jobs.queueState(), this.workers.alive()]);
    return {
      pending: state.pending,
      processing: state.processing,
      oldestPendingSeconds:
        state.oldestPendingAt && Math.max(0, (Date.now() - state.oldestPendingAt.getTime()) / 1000),
      workersAlive: alive.length,
      workers: user.role === 'admin' ? alive : [],
    };
  }
}
