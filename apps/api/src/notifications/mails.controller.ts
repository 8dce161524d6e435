import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MailContent, MailPage, PageQuery } from '@orders/contracts';
import { Mailbox } from '@orders/persistence';
import { CurrentUser } from '../auth/auth.decorators';
import { scopeOf, type SignedInUser } from '../auth/signed-in-user';
import { ApiProblem } from '../problem/api-problem.decorator';
import { notFound } from '../problem/problem';
import { MailId } from './mail-id.schema';

@ApiTags('Notifications')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('mails')
export class MailsController {
  constructor(private readonly mailbox: Mailbox) {}

  @Get()
  @ApiOperation({
    summary: 'E-mail reports, sent and waiting',
    description: 'Members see their own, administrators all.',
  })
  @ApiOkResponse({ standardSchema: MailPage })
  list(@CurrentUser() user: SignedInUser, @Query({ schema: PageQuery }) query: PageQuery): Promise<MailPage> {
    return this.mailbox.list(scopeOf(user), query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One e-mail with its content' })
  @ApiOkResponse({ standardSchema: MailContent })
  @ApiProblem(404, 'not_found')
  async find(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: MailId }) id: string,
  ): Promise<MailContent> {
    const mail = await this.mailbox.find(scopeOf(user), id);
    if (!mail) throw notFound('The e-mail');
    return mail;
  }
}
