import { Body, Controller, Get, HttpCode, Inject, Post, StreamableFile, UploadedFiles } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { ReadOptions, UploadFields, UploadLimits, UploadResponse } from '@orders/contracts';
import { CurrentUser, KeyScope } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { ApiProblem } from '../problem/api-problem.decorator';
import { attachment } from '../jobs/attachment';
import { type UploadedFile } from './gridfs-storage';
import { IdempotencyKey } from './idempotency-key.decorator';
import { orderTemplate } from './order-template';
import { ReceivesFiles } from './receives-files.decorator';
import { UploadsService } from './uploads.service';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('Uploads')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('uploads')
export class UploadsController {
  constructor(
    private readonly uploads: UploadsService,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  @Get('limits')
  @KeyScope('read', 'upload')
  @ApiOperation({ summary: 'What may be uploaded' })
  @ApiOkResponse({ standardSchema: UploadLimits })
  limits(): UploadLimits {
    return {
      maxFileBytes: this.config.MAX_FILE_MB * 1024 * 1024,
      maxFiles: this.config.MAX_FILES,
      maxSheetRows: this.config.MAX_SHEET_ROWS,
      maxTextRows: this.config.MAX_TEXT_ROWS,
      extensions: ['.xlsx', '.xlsm', '.xls', '.xlsb', '.ods', '.csv', '.tsv', '.txt'],
    };
  }

  @Get('template')
  @KeyScope('read', 'upload')
  @ApiOperation({ summary: 'An example sheet to fill in' })
  @ApiProduces(XLSX)
  @ApiOkResponse({ content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } })
  template(): StreamableFile {
    return new StreamableFile(orderTemplate(), attachment('order-template.xlsx', XLSX));
  }

  @Post()
  @KeyScope('upload')
  @HttpCode(202)
  @ReceivesFiles()
  @ApiOperation({
    summary: 'Upload order files',
    description: 'Answers once files and jobs are stored; the jobs are then worked on in the background.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A repeated request with the same key and the same files answers with the same jobs.',
  })
  @ApiAcceptedResponse({ standardSchema: UploadResponse })
  @ApiProblem(409, 'idempotency_in_progress')
  @ApiProblem(422, 'idempotency_key_reused')
  async create(
    @CurrentUser() user: SignedInUser,
    @UploadedFiles() files: UploadedFile[] | undefined,
    @Body({ schema: UploadFields }) fields: UploadFields,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<UploadResponse> {
    const options = fields.options ?? ReadOptions.parse({});
    return {
      jobs: await this.uploads.accept(user, {
        files: files ?? [],
        options,
        idempotencyKey,
        batch: fields.batch,
      }),
    };
  }
}
