import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SessionList } from '@orders/contracts';
import { SessionStore } from '@orders/persistence';
import { Audited } from '../audit/audited.decorator';
import { CurrentUser } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ObjectId } from '../jobs/object-id.schema';
import { ApiProblem } from '../problem/api-problem.decorator';
import { notFound } from '../problem/problem';

@ApiTags('Account')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('account/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionStore) {}

  @Get()
  @ApiOperation({ summary: 'Where I am signed in' })
  @ApiOkResponse({ standardSchema: SessionList })
  async list(@CurrentUser() user: SignedInUser): Promise<SessionList> {
    return { items: await this.sessions.list(user.id, user.sessionId) };
  }

  @Delete()
  @HttpCode(204)
  @Audited('session_ended')
  @ApiOperation({ summary: 'Sign out everywhere else' })
  @ApiNoContentResponse()
  async removeOthers(@CurrentUser() user: SignedInUser): Promise<void> {
    await this.sessions.closeAllOf(user.id, user.sessionId);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('session_ended')
  @ApiOperation({ summary: 'End one of my sessions' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'not_found')
  async remove(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
  ): Promise<void> {
    if (!(await this.sessions.closeOne(user.id, id))) throw notFound('The session');
  }
}
