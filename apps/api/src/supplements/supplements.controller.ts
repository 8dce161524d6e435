import { Body, Controller, Get, HttpCode, Param, Post, UploadedFiles } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { JobSupplements, ReadOptions, UploadFields, UploadResponse } from '@orders/contracts';
import { CurrentUser, KeyScope } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ObjectId } from '../jobs/object-id.schema';
import { ApiProblem } from '../problem/api-problem.decorator';
import { type UploadedFile } from '../uploads/gridfs-storage';
import { IdempotencyKey } from '../uploads/idempotency-key.decorator';
import { ReceivesFiles } from '../uploads/receives-files.decorator';
import { SupplementsService } from './supplements.service';

@ApiTags('Jobs')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@ApiProblem(404, 'not_found')
@Controller('jobs/:id')
export class SupplementsController {
  constructor(private readonly supplements: SupplementsService) {}

  @Post('supplement')
  @KeyScope('upload')
  @HttpCode(202)
  @ReceivesFiles()
  @ApiOperation({
    summary: 'Bring rejected rows, corrected',
    description:
      'The error report with its cells corrected, or any order file. It becomes a job of its own that ' +
      'adds to the result of this one.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'As for uploads.' })
  @ApiAcceptedResponse({ standardSchema: UploadResponse })
  @ApiProblem(409, 'job_not_finished', 'idempotency_in_progress')
  @ApiProblem(422, 'idempotency_key_reused')
  async add(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
    @UploadedFiles() files: UploadedFile[] | undefined,
    @Body({ schema: UploadFields }) fields: UploadFields,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<UploadResponse> {
    const options = fields.options ?? ReadOptions.parse({});
    return { jobs: await this.supplements.add(user, id, { files: files ?? [], options, idempotencyKey }) };
  }

  @Get('supplements')
  @KeyScope('read')
  @ApiOperation({ summary: "A job's supplements, and its figures together with theirs" })
  @ApiOkResponse({ standardSchema: JobSupplements })
  list(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
  ): Promise<JobSupplements> {
    return this.supplements.list(user, id);
  }
}
