import { Controller, Delete, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  Job,
  JobCounts,
  JobListQuery,
  JobPage,
  MailContent,
  RowErrorPage,
  RowErrorQuery,
} from '@orders/contracts';
import { CurrentUser } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ApiProblem } from '../problem/api-problem.decorator';
import { attachment } from './attachment';
import { ErrorReportQuery } from './error-report-query.schema';
import { JobDownloadsService } from './job-downloads.service';
import { JobsService } from './jobs.service';
import { ObjectId } from './object-id.schema';

const BINARY = {
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
} as const;

@ApiTags('Jobs')
@ApiBearerAuth()
@ApiProblem(400, 'validation_failed')
@ApiProblem(401, 'unauthenticated')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly jobs: JobsService,
    private readonly downloads: JobDownloadsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List jobs', description: 'Members see their own, administrators all.' })
  @ApiOkResponse({ standardSchema: JobPage })
  list(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: JobListQuery }) query: JobListQuery,
  ): Promise<JobPage> {
    return this.jobs.list(user, query);
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many jobs are in each state', description: 'Takes the filters of the list.' })
  @ApiOkResponse({ standardSchema: JobCounts })
  counts(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: JobListQuery }) query: JobListQuery,
  ): Promise<JobCounts> {
    return this.jobs.counts(user, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One job' })
  @ApiOkResponse({ standardSchema: Job })
  @ApiProblem(404, 'not_found')
  find(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<Job> {
    return this.jobs.find(user, id);
  }

  @Get(':id/row-errors')
  @ApiOperation({ summary: 'Why rows were rejected, cell by cell' })
  @ApiOkResponse({ standardSchema: RowErrorPage })
  @ApiProblem(404, 'not_found')
  rowErrors(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
    @Query({ schema: RowErrorQuery }) query: RowErrorQuery,
  ): Promise<RowErrorPage> {
    return this.jobs.rowErrorsOf(user, id, query);
  }

  @Get(':id/row-errors/report')
  @ApiOperation({ summary: 'The rejected rows with the reasons, to correct and upload again' })
  @ApiOkResponse(BINARY)
  @ApiProblem(404, 'not_found', 'file_missing')
  async errorReport(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
    @Query({ schema: ErrorReportQuery }) query: ErrorReportQuery,
  ): Promise<StreamableFile> {
    const { name, stream, size } = await this.downloads.errorReport(user, id, query.format);
    return new StreamableFile(stream, attachment(name, 'application/octet-stream', size));
  }

  @Get(':id/file')
  @ApiOperation({ summary: 'The file as it was uploaded' })
  @ApiOkResponse(BINARY)
  @ApiProblem(404, 'not_found', 'file_missing')
  async file(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
  ): Promise<StreamableFile> {
    const { name, stream, size } = await this.downloads.original(user, id);
    return new StreamableFile(stream, attachment(name, 'application/octet-stream', size));
  }

  @Get(':id/report')
  @ApiOperation({ summary: 'The e-mail report of the job' })
  @ApiOkResponse({ standardSchema: MailContent })
  @ApiProblem(404, 'not_found')
  report(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
  ): Promise<MailContent> {
    return this.jobs.reportOf(user, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel a pending or processing job' })
  @ApiOkResponse({ standardSchema: Job })
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'job_finished')
  cancel(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<Job> {
    return this.jobs.cancel(user, id);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put a failed or cancelled job back into the queue' })
  @ApiOkResponse({ standardSchema: Job })
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'job_not_retryable', 'file_missing')
  retry(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<Job> {
    return this.jobs.retry(user, id);
  }

  @Post(':id/reprocess')
  @ApiOperation({ summary: 'Process the same file again, as a new job' })
  @ApiCreatedResponse({ standardSchema: Job })
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'file_missing')
  reprocess(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<Job> {
    return this.jobs.reprocess(user, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a job that has ended, with its file and row errors' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'job_not_finished')
  remove(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<void> {
    return this.jobs.remove(user, id);
  }
}
