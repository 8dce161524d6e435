import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
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
  CreatedWebhook,
  NewWebhook,
  PageQuery,
  Webhook,
  WebhookChange,
  WebhookDeliveryPage,
  WebhookList,
} from '@orders/contracts';
import { Audited } from '../audit/audited.decorator';
import { CurrentUser } from '../auth/auth.decorators';
import { type SignedInUser } from '../auth/signed-in-user';
import { ObjectId } from '../jobs/object-id.schema';
import { ApiProblem } from '../problem/api-problem.decorator';
import { DeliveryId } from './delivery-id.schema';
import { WebhooksService } from './webhooks.service';

@ApiTags('Machine access')
@ApiBearerAuth()
@ApiProblem(401, 'unauthenticated')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @ApiOperation({ summary: 'My webhooks' })
  @ApiOkResponse({ standardSchema: WebhookList })
  list(@CurrentUser() user: SignedInUser): Promise<WebhookList> {
    return this.webhooks.list(user);
  }

  @Post()
  @Audited('webhook_created')
  @ApiOperation({
    summary: 'Be told when my jobs end',
    description:
      'Messages follow Standard Webhooks: headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. ' +
      'The secret that signs them is in the answer and can’t be shown again.',
  })
  @ApiCreatedResponse({ standardSchema: CreatedWebhook })
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(409, 'limit_reached')
  create(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: NewWebhook }) wanted: NewWebhook,
  ): Promise<CreatedWebhook> {
    return this.webhooks.create(user, wanted);
  }

  @Patch(':id')
  @Audited('webhook_changed')
  @ApiOperation({ summary: 'Change a webhook, or switch it off' })
  @ApiOkResponse({ standardSchema: Webhook })
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(404, 'not_found')
  change(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
    @Body({ schema: WebhookChange }) change: WebhookChange,
  ): Promise<Webhook> {
    return this.webhooks.change(user, id, change);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('webhook_deleted')
  @ApiOperation({ summary: 'Remove a webhook' })
  @ApiNoContentResponse()
  @ApiProblem(404, 'not_found')
  remove(@CurrentUser() user: SignedInUser, @Param('id', { schema: ObjectId }) id: string): Promise<void> {
    return this.webhooks.remove(user, id);
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'What was sent to a webhook, newest first, and how it fared' })
  @ApiOkResponse({ standardSchema: WebhookDeliveryPage })
  @ApiProblem(404, 'not_found')
  deliveries(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<WebhookDeliveryPage> {
    return this.webhooks.deliveries(user, id, query);
  }

  @Post(':id/deliveries/:deliveryId/resend')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a message again that was delivered or given up' })
  @ApiAcceptedResponse()
  @ApiProblem(404, 'not_found')
  resend(
    @CurrentUser() user: SignedInUser,
    @Param('id', { schema: ObjectId }) id: string,
    @Param('deliveryId', { schema: DeliveryId }) deliveryId: string,
  ): Promise<void> {
    return this.webhooks.resend(user, id, deliveryId);
  }
}
