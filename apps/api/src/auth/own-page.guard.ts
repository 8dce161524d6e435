import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { Problem } from '../problem/problem';
import { isFromOwnPage } from './own-page';

/** For operations that a cookie alone opens: `SameSite` keeps other sites out, this also other origins. */
@Injectable()
export class OwnPageGuard implements CanActivate {
  constructor(@Inject(API_CONFIG) private readonly config: ApiConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (isFromOwnPage(request, this.config.FRONTEND_URL)) return true;
    throw new Problem(403, 'forbidden', 'This page may not use your session.');
  }
}
