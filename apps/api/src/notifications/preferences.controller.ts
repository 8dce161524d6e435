import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NotificationPreferences } from '@orders/contracts';
import { UserStore } from '@orders/persistence';
import { Audited } from '../audit/audited.decorator';
import { CurrentUser } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ApiProblem } from '../problem/api-problem.decorator';
import { notFound } from '../problem/problem';

@ApiTags('Notifications')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('notifications/preferences')
export class PreferencesController {
  constructor(private readonly users: UserStore) {}

  @Get()
  @ApiOperation({ summary: 'When I am told by e-mail' })
  @ApiOkResponse({ standardSchema: NotificationPreferences })
  async find(@CurrentUser() { id }: SignedInUser): Promise<NotificationPreferences> {
    const user = await this.users.findById(id);
    if (!user) throw notFound('The account');
    return { email: user.emailPreference, batch: user.batchReports ?? false };
  }

  @Put()
  @Audited('preferences_changed')
  @ApiOperation({ summary: 'Change when I am told by e-mail' })
  @ApiOkResponse({ standardSchema: NotificationPreferences })
  @ApiProblem(400, 'validation_failed')
  async replace(
    @CurrentUser() { id }: SignedInUser,
    @Body({ schema: NotificationPreferences }) preferences: NotificationPreferences,
  ): Promise<NotificationPreferences> {
    await this.users.setNotificationPreferences(id, preferences);
    return preferences;
  }
}
