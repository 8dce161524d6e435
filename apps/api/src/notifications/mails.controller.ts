import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Mail, MailContent, MailPage, PageQuery } from '@orders/contracts';
import { Mailbox } from '@orders/persistence';
import { Audited } from '../audit/audited.decorator';
import { CurrentUser, OnlyFor } from '../auth/auth.decorators';
import { scopeOf, type SignedInUser } from '../auth/signed-in-user';
import { ApiProblem } from '../problem/api-problem.decorator';
import { notFound, Problem } from '../problem/problem';
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

  @Post(':id/resend')
  @Audited('mail_resent')
  @HttpCode(200)
  @OnlyFor('admin')
  @ApiOperation({
    summary: 'Send a report again that was sent or given up',
    description: 'It gets a Message-ID of its own, so that its receiver does not take it for a double.',
  })
  @ApiOkResponse({ standardSchema: Mail })
  @ApiProblem(403, 'forbidden')
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'mail_pending')
  async resend(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: MailId }) id: string,
  ): Promise<Mail> {
    const mail = await this.mailbox.resend(scopeOf(user), id);
    if (mail) return mail;
    await this.find(user, id);
    throw new Problem(409, 'mail_pending', 'This e-mail is still waiting to be sent.');
  }
}
