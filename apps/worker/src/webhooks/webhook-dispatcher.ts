import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { DeliveryQueue, type DeliveryRecord, WebhookStore } from '@orders/persistence';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { WorkLoop } from '../work-loop';
import { type DeliveryVerdict, judgeAnswer, judgeError } from './delivery-verdict';
import { WebhookCaller } from './webhook-caller';
import { signedHeaders } from './webhook-signature';

/** Messages under way at once: one slow receiver does not hold up the others. */
const PARALLEL = 8;
/** Room for noting the outcome after the call's own limit. */
const LEASE_EXTRA_MS = 30_000;

/** Tells webhooks how jobs ended: at every poll, apart from all job processing. */
@Injectable()
export class WebhookDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop = new WorkLoop(
    'Calling webhooks',
    { relay: () => this.queue.relay(), takeNext: () => this.takeNext() },
    PARALLEL,
    new Logger(WebhookDispatcher.name),
  );

  constructor(
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
    private readonly scheduler: SchedulerRegistry,
    private readonly queue: DeliveryQueue,
    private readonly webhooks: WebhookStore,
    private readonly caller: WebhookCaller,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start(this.scheduler, this.config.POLL_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async takeNext(): Promise<(() => Promise<void>) | undefined> {
    const delivery = await this.queue.claimDue(this.config.WEBHOOK_TIMEOUT_MS + LEASE_EXTRA_MS);
    return delivery && (() => this.deliver(delivery));
  }

  private async deliver(delivery: DeliveryRecord): Promise<void> {
    const webhook = await this.webhooks.findActive(delivery.webhookId);
    if (!webhook) {
      await this.queue.noteFailure(
        delivery,
        { status: null, reason: 'The webhook was removed or switched off' },
        undefined,
      );
      return;
    }
    const now = Math.floor(Date.now() / 1000);
    const headers = signedHeaders(delivery._id, delivery.body, webhook.secret, now);
    const { attempts } = delivery;
    try {
      const status = await this.caller.post(webhook.url, delivery.body, headers);
      const verdict = judgeAnswer(status, attempts, this.config.WEBHOOK_RETRY_MS);
      await this.note(delivery, verdict, status, `The answer was ${status}`);
    } catch (error) {
      const verdict = judgeError(error, attempts, this.config.WEBHOOK_RETRY_MS);
      await this.note(delivery, verdict, null, reasonOf(error));
    }
  }

  private async note(
    delivery: DeliveryRecord,
    verdict: DeliveryVerdict,
    status: number | null,
    reason: string,
  ): Promise<void> {
    if (verdict.type === 'delivered') {
      await this.queue.markDelivered(delivery, status ?? 0);
      return;
    }
    const delayMs = verdict.type === 'retry' ? verdict.delayMs : undefined;
    await this.queue.noteFailure(delivery, { status, reason }, delayMs);
    if (verdict.type === 'fail' && verdict.switchOff) await this.webhooks.switchOff(delivery.webhookId);
  }
}

/** What may be told: whether somebody listens inside a network is not for the owner of a webhook to learn. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'There was no answer in time';
  if (error instanceof Error && 'code' in error && error.code === 'EFORBIDDEN') return error.message;
  return 'The address could not be reached';
}
