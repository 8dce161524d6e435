import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiKeyList, CreatedApiKey, NewApiKey } from '@orders/contracts';
import { ApiKeyStore } from '@orders/persistence';
import { Audited } from '../audit/audited.decorator';
import { CurrentUser } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ObjectId } from '../jobs/object-id.schema';
import { ApiProblem } from '../problem/api-problem.decorator';
import { notFound, Problem } from '../problem/problem';

const MAX_KEYS = 50;

@ApiTags('Machine access')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeyStore) {}

  @Get()
  @ApiOperation({ summary: 'My API keys' })
  @ApiOkResponse({ standardSchema: ApiKeyList })
  async list(@CurrentUser() user: SignedInUser): Promise<ApiKeyList> {
    return { items: await this.keys.list(user.id) };
  }

  @Post()
  @Audited('api_key_created')
  @ApiOperation({
    summary: 'Make an API key',
    description: 'The key is in the answer and can’t be shown again. It reaches its owner’s jobs only.',
  })
  @ApiCreatedResponse({ standardSchema: CreatedApiKey })
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(409, 'limit_reached')
  async create(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: NewApiKey }) wanted: NewApiKey,
  ): Promise<CreatedApiKey> {
    if ((await this.keys.count(user.id)) >= MAX_KEYS) {
      throw new Problem(409, 'limit_reached', `At most ${MAX_KEYS} API keys. Revoke one first.`);
    }
    return this.keys.create(user.id, wanted);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('api_key_revoked')
  @ApiOperation({ summary: 'Revoke an API key, at once and for good' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'not_found')
  async revoke(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
  ): Promise<void> {
    if (!(await this.keys.revoke(user.id, id))) throw notFound('The API key');
  }
}
