import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type CreatedWebhook,
  type NewWebhook,
  type Webhook,
  type WebhookChange,
  type WebhookDeliveryPage,
  type WebhookList,
} from '@orders/contracts';
import { type Observable } from 'rxjs';

const WEBHOOKS = '/api/v1/webhooks';

/** Addresses that are told when jobs of their owner end. */
@Injectable({ providedIn: 'root' })
export class WebhooksApi {
  private readonly http = inject(HttpClient);

  list(): Observable<WebhookList> {
    return this.http.get<WebhookList>(WEBHOOKS);
  }

  /** The answer is the only one that holds the secret. */
  create(request: NewWebhook): Observable<CreatedWebhook> {
    return this.http.post<CreatedWebhook>(WEBHOOKS, request);
  }

  change(id: string, change: WebhookChange): Observable<Webhook> {
    return this.http.patch<Webhook>(`${WEBHOOKS}/${id}`, change);
  }

  delete(id: string): Observable<void> {
    return this.http.delete<undefined>(`${WEBHOOKS}/${id}`);
  }

  deliveries(id: string): Observable<WebhookDeliveryPage> {
    return this.http.get<WebhookDeliveryPage>(`${WEBHOOKS}/${id}/deliveries`, { params: { limit: 20 } });
  }

  resend(id: string, deliveryId: string): Observable<void> {
    return this.http.post<undefined>(`${WEBHOOKS}/${id}/deliveries/${deliveryId}/resend`, null);
  }
}
