import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditPage, AuditQuery } from '@orders/contracts';
import { AuditLog } from '@orders/persistence';
import { OnlyFor } from '../auth/auth.decorators';
import { ApiProblem } from '../problem/api-problem.decorator';

@ApiTags('Audit')
@ApiBearerAuth()
@OnlyFor('admin')
@ApiProblem(401, 'unauthenticated')
@ApiProblem(403, 'forbidden')
@Controller('audit')
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @ApiOperation({ summary: 'Who did what, when, from where; newest first' })
  @ApiOkResponse({ standardSchema: AuditPage })
  list(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditPage> {
    return this.log.list(query);
  }
}
