import { Controller, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { StagedUpload } from '@orders/contracts';
import { CurrentUser, KeyScope } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ObjectId } from '../jobs/object-id.schema';
import { ApiProblem } from '../problem/api-problem.decorator';
import { StagedUploadsService } from './staged-uploads.service';

@ApiTags('Staged uploads')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('jobs')
export class StagedJobsController {
  constructor(private readonly staged: StagedUploadsService) {}

  @Post(':id/stage')
  @KeyScope('upload')
  @ApiOperation({
    summary: "Stage a job's file, to process it again in another way",
    description: 'With other columns, another sheet or another decimal separator. Its start makes a new job.',
  })
  @ApiCreatedResponse({ standardSchema: StagedUpload })
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'file_missing')
  stage(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
  ): Promise<StagedUpload> {
    return this.staged.stageJob(user, id);
  }
}
