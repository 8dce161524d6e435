import { Inject, Injectable } from '@nestjs/common';
import { type SystemInfo } from '@orders/contracts';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { PartsReader } from './parts-reader';
import { settingsInForce } from './settings-in-force';

/** How the installation is set up and how each part of it is. */
@Injectable()
export class SystemService {
  constructor(
    @Inject(API_CONFIG) private readonly config: ApiConfig,
    private readonly parts: PartsReader,
  ) {}

  async find(): Promise<SystemInfo> {
    return {
      version: BUILD_VERSION,
      parts: await this.parts.read(),
      settings: settingsInForce(this.config),
    };
  }
}
