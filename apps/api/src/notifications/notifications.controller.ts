import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  NotificationPage,
  NotificationQuery,
  NotificationsRead,
  UnreadNotifications,
} from '@orders/contracts';
import { CurrentUser } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ApiProblem } from '../problem/api-problem.decorator';
import { NotificationsService } from './notifications.service';

@ApiTags('Notifications')
@ApiBearerAuth()
@ApiProblem(400, 'validation_failed')
@ApiProblem(401, 'unauthenticated')
@Controller('notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @ApiOperation({
    summary: 'How my jobs ended, newest first',
    description:
      'One’s own only, for administrators too. A job that is started again has none until its next end.',
  })
  @ApiOkResponse({ standardSchema: NotificationPage })
  list(
    @CurrentUser() { id }: SignedInUser,
    @Query({ schema: NotificationQuery }) query: NotificationQuery,
  ): Promise<NotificationPage> {
    return this.notifications.list(id, query);
  }

  @Post('read')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Mark notifications as read',
    description: 'Those of the jobs named, or all that came until a time. Other tabs hear of it.',
  })
  @ApiOkResponse({ standardSchema: UnreadNotifications })
  markRead(
    @CurrentUser() { id }: SignedInUser,
    @Body({ schema: NotificationsRead }) read: NotificationsRead,
  ): Promise<UnreadNotifications> {
    return this.notifications.markRead(id, read);
  }
}
