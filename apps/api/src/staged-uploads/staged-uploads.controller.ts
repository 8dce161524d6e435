import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UploadedFiles } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  InspectionRequest,
  KnownFileAnswer,
  KnownFileQuery,
  ReadOptions,
  StagedStart,
  StagedUpload,
  StagedUploads,
  UploadFields,
  UploadResponse,
} from '@orders/contracts';
import { CurrentUser, KeyScope } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ObjectId } from '../jobs/object-id.schema';
import { ApiProblem } from '../problem/api-problem.decorator';
import { type UploadedFile } from '../uploads/gridfs-storage';
import { ReceivesFiles } from '../uploads/receives-files.decorator';
import { KnownFiles } from './known-files';
import { StagedStartService } from './staged-start.service';
import { StagedUploadsService } from './staged-uploads.service';

@ApiTags('Staged uploads')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('uploads')
export class StagedUploadsController {
  constructor(
    private readonly staged: StagedUploadsService,
    private readonly starting: StagedStartService,
    private readonly knownFiles: KnownFiles,
  ) {}

  @Get('known')
  @KeyScope('read', 'upload')
  @ApiOperation({
    summary: 'Whether a file was uploaded before',
    description: 'Asked by its SHA-256 before the upload; among your own files, for administrators all.',
  })
  @ApiOkResponse({ standardSchema: KnownFileAnswer })
  async known(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: KnownFileQuery }) { sha256 }: KnownFileQuery,
  ): Promise<KnownFileAnswer> {
    return { known: await this.knownFiles.find(user, sha256) };
  }

  @Post('staged')
  @KeyScope('upload')
  @ReceivesFiles()
  @ApiOperation({
    summary: 'Upload order files to look at them first',
    description: 'Each is previewed at once. It waits a day for its start, then it is removed.',
  })
  @ApiCreatedResponse({ standardSchema: StagedUploads })
  async stage(
    @CurrentUser() user: SignedInUser,
    @UploadedFiles() files: UploadedFile[] | undefined,
    @Body({ schema: UploadFields }) fields: UploadFields,
  ): Promise<StagedUploads> {
    return { items: await this.staged.stage(user, files ?? [], fields.options ?? ReadOptions.parse({})) };
  }

  @Get('staged')
  @KeyScope('read', 'upload')
  @ApiOperation({ summary: 'My files that wait for their start', description: 'The newest hundred.' })
  @ApiOkResponse({ standardSchema: StagedUploads })
  async list(@CurrentUser() user: SignedInUser): Promise<StagedUploads> {
    return { items: await this.staged.list(user) };
  }

  @Get('staged/:id')
  @KeyScope('read', 'upload')
  @ApiOperation({ summary: 'One staged file, with what was found in it' })
  @ApiOkResponse({ standardSchema: StagedUpload })
  @ApiProblem(404, 'not_found')
  find(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
  ): Promise<StagedUpload> {
    return this.staged.find(user, id);
  }

  @Post('staged/:id/inspections')
  @KeyScope('upload')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Preview or check a staged file',
    description:
      'preview: the head of the file, read with these options; check: a dry run over all of it. ' +
      'A worker does it; the result comes as event and with the next GET.',
  })
  @ApiAcceptedResponse({ standardSchema: StagedUpload })
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(404, 'not_found')
  inspect(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
    @Body({ schema: InspectionRequest }) request: InspectionRequest,
  ): Promise<StagedUpload> {
    return this.staged.inspect(user, id, request);
  }

  @Post('staged/:id/start')
  @KeyScope('upload')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Make a staged file a job',
    description:
      'Sent again, it answers with the same job. A mapping is remembered for sheets with the same headers.',
  })
  @ApiAcceptedResponse({ standardSchema: UploadResponse })
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(404, 'not_found')
  async start(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
    @Body({ schema: StagedStart }) { options }: StagedStart,
  ): Promise<UploadResponse> {
    return { jobs: [await this.starting.start(user, id, options)] };
  }

  @Delete('staged/:id')
  @KeyScope('upload')
  @HttpCode(204)
  @ApiOperation({ summary: 'Throw a staged file away' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'not_found')
  remove(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<void> {
    return this.staged.remove(user, id);
  }
}
