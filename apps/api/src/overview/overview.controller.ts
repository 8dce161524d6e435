import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Overview, OverviewQuery } from '@orders/contracts';
import { CurrentUser, KeyScope } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ApiProblem } from '../problem/api-problem.decorator';
import { OverviewService } from './overview.service';

@ApiTags('Overview')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('overview')
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  @Get()
  @KeyScope('read')
  @ApiOperation({ summary: 'Totals over all files, what is in work and what came last' })
  @ApiOkResponse({ standardSchema: Overview })
  find(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: OverviewQuery }) range: OverviewQuery,
  ): Promise<Overview> {
    return this.overview.find(user, range);
  }
}
