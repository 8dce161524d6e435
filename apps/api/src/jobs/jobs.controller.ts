import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import {
  ArchiveRequest,
  BulkRequest,
  BulkResult,
  Job,
  JobChange,
  JobCounts,
  JobEvents,
  JobListQuery,
  JobPage,
  MailContent,
  RowErrorPage,
  RowErrorQuery,
} from '@orders/contracts';
import { Audited } from '../audit/audited.decorator';
import { CurrentUser, KeyScope, OnlyFor } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ApiProblem } from '../problem/api-problem.decorator';
import { attachment } from './attachment';
import { BulkActionsService } from './bulk-actions.service';
import { ErrorReportQuery } from './error-report-query.schema';
import { JobActionsService } from './job-actions.service';
import { JobArchiveService } from './job-archive.service';
import { JobDownloadsService } from './job-downloads.service';
import { JobExportService } from './job-export.service';
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
    private readonly actions: JobActionsService,
    private readonly downloads: JobDownloadsService,
    private readonly bulkActions: BulkActionsService,
    private readonly exports: JobExportService,
    private readonly archives: JobArchiveService,
  ) {}

  @Get()
  @KeyScope('read')
  @ApiOperation({ summary: 'List jobs', description: 'Members see their own, administrators all.' })
  @ApiOkResponse({ standardSchema: JobPage })
  list(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: JobListQuery }) query: JobListQuery,
  ): Promise<JobPage> {
    return this.jobs.list(user, query);
  }

  @Get('counts')
  @KeyScope('read')
  @ApiOperation({ summary: 'How many jobs are in each state', description: 'Takes the filters of the list.' })
  @ApiOkResponse({ standardSchema: JobCounts })
  counts(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: JobListQuery }) query: JobListQuery,
  ): Promise<JobCounts> {
    return this.jobs.counts(user, query);
  }

  @Get('export')
  @Audited('history_exported')
  @KeyScope('read')
  @ApiOperation({
    summary: 'The list as CSV',
    description: 'Takes the filters of the list; at most 100,000 rows.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  export(
    @CurrentUser() user: SignedInUser,
    @Query({ schema: JobListQuery }) query: JobListQuery,
  ): StreamableFile {
    return new StreamableFile(
      this.exports.csv(user, query),
      attachment('jobs.csv', 'text/csv; charset=utf-8'),
    );
  }

  @Post('bulk')
  @Audited('jobs_changed_in_bulk')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel, retry, acknowledge or delete many jobs',
    description: 'Those named, or all that a filter finds; at most 1,000 a request.',
  })
  @ApiOkResponse({ standardSchema: BulkResult })
  bulk(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: BulkRequest }) request: BulkRequest,
  ): Promise<BulkResult> {
    return this.bulkActions.apply(user, request);
  }

  @Post('archive')
  @Audited('file_downloaded')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Original files as one ZIP',
    description: 'Of the jobs named, or all that a filter finds; at most 200 files and 2 GB.',
  })
  @ApiProduces('application/zip')
  @ApiOkResponse({ content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } })
  @ApiProblem(404, 'not_found', 'file_missing')
  @ApiProblem(413, 'payload_too_large')
  async archive(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: ArchiveRequest }) request: ArchiveRequest,
  ): Promise<StreamableFile> {
    return new StreamableFile(
      await this.archives.originals(user, request),
      attachment('orders.zip', 'application/zip'),
    );
  }

  @Get(':id')
  @KeyScope('read')
  @ApiOperation({ summary: 'One job' })
  @ApiOkResponse({ standardSchema: Job })
  @ApiProblem(404, 'not_found')
  find(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<Job> {
    return this.jobs.find(user, id);
  }

  @Get(':id/row-errors')
  @KeyScope('read')
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
  @Audited('error_report_downloaded')
  @KeyScope('read')
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
  @Audited('file_downloaded')
  @KeyScope('read')
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

  @Get(':id/events')
  @KeyScope('read')
  @ApiOperation({ summary: 'What happened to the job, attempt by attempt' })
  @ApiOkResponse({ standardSchema: JobEvents })
  @ApiProblem(404, 'not_found')
  events(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
  ): Promise<JobEvents> {
    return this.jobs.eventsOf(user, id);
  }

  @Patch(':id')
  @OnlyFor('admin')
  @ApiOperation({ summary: "Change a waiting job's priority" })
  @ApiOkResponse({ standardSchema: Job })
  @ApiProblem(403, 'forbidden')
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'job_finished')
  change(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
    @Body({ schema: JobChange }) change: JobChange,
  ): Promise<Job> {
    return this.actions.setPriority(user, id, change.priority);
  }

  @Get(':id/report')
  @KeyScope('read')
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
    return this.actions.cancel(user, id);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put a failed or cancelled job back into the queue' })
  @ApiOkResponse({ standardSchema: Job })
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'job_not_retryable', 'file_missing')
  retry(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<Job> {
    return this.actions.retry(user, id);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Say that somebody has seen to the job',
    description: 'It no longer needs attention. A job that does not need any stays as it is.',
  })
  @ApiOkResponse({ standardSchema: Job })
  @ApiProblem(404, 'not_found')
  acknowledge(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
  ): Promise<Job> {
    return this.actions.acknowledge(user, id);
  }

  @Post(':id/reprocess')
  @ApiOperation({ summary: 'Process the same file again, as a new job' })
  @ApiCreatedResponse({ standardSchema: Job })
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'file_missing')
  reprocess(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<Job> {
    return this.actions.reprocess(user, id);
  }

  @Delete(':id')
  @Audited('job_deleted')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a job that has ended, with its file and row errors' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'job_not_finished')
  remove(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<void> {
    return this.actions.remove(user, id);
  }
}
