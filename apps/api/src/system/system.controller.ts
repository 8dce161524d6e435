import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SystemInfo } from '@orders/contracts';
import { OnlyFor } from '../auth/auth.decorators';
import { ApiProblem } from '../problem/api-problem.decorator';
import { SystemService } from './system.service';

@ApiTags('System')
@ApiBearerAuth()
@OnlyFor('admin')
@ApiProblem(401, 'unauthenticated')
@ApiProblem(403, 'forbidden')
@Controller('system')
export class SystemController {
  constructor(private readonly system: SystemService) {}

  @Get()
  @ApiOperation({
    summary: 'How the installation is set up and how each part of it is',
    description: 'Settings are those of the API process that answers; secrets are masked.',
  })
  @ApiOkResponse({ standardSchema: SystemInfo })
  find(): Promise<SystemInfo> {
    return this.system.find();
  }
}
