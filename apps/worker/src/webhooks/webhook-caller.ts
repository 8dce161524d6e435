import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { WORKER_CONFIG, type WorkerConfig } from '../config/worker-config';
import { AddressPolicy } from './public-address';

/** The address leads to a place where webhooks have no business. */
export class ForbiddenAddressError extends Error {
  readonly code = 'EFORBIDDEN';

  constructor() {
    super('The address is not on the public internet');
  }
}

/**
 * Posts messages to addresses that others chose, and reaches the public internet only: the name is resolved
 * here, every address that it has is judged, and the connection goes to a judged one. So a name that changes
 * between question and call leads nowhere. Redirects are not followed, answers are not kept.
 */
@Injectable()
export class WebhookCaller {
  private readonly policy: AddressPolicy;

  constructor(@Inject(WORKER_CONFIG) private readonly config: WorkerConfig) {
    this.policy = new AddressPolicy(config.WEBHOOK_ALLOW);
  }

  /** Resolves with the HTTP status of the answer. @throws ForbiddenAddressError, or an error of the connection */
  async post(address: string, body: string, headers: Record<string, string>): Promise<number> {
    const url = new URL(address);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // A connection to an IP address resolves no name.
    if (isIP(host) !== 0 && !this.policy.allows(host)) throw new ForbiddenAddressError();
    const options: RequestOptions = {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'bulk-orders-webhooks/1',
        ...headers,
      },
      agent: false,
      lookup: this.lookup,
      signal: AbortSignal.timeout(this.config.WEBHOOK_TIMEOUT_MS),
    };
    return new Promise((done, fail) => {
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const call = send(url, options, (answer) => {
        done(answer.statusCode ?? 0);
        answer.destroy();
      });
      call.once('error', fail);
      call.end(body);
    });
  }

  private readonly lookup: LookupFunction = (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) {
        done(error, []);
        return;
      }
      const judged = addresses.every(({ address }) => this.policy.allows(address)) ? addresses : [];
      const [first] = judged;
      if (!first) done(new ForbiddenAddressError(), []);
      else if (options.all) done(null, judged);
      else done(null, first.address, first.family);
    });
  };
}
