import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { PersistenceModule } from '@orders/persistence';
import { ApiKeyAccess } from '../api-keys/api-key-access';
import { AuditModule } from '../audit/audit.module';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { AccountTries } from '../rate-limit/account-tries';
import { SessionsService } from '../sessions/sessions.service';
import { AccessTokenGuard } from './access-token.guard';
import { AccessTokens, TOKEN_AUDIENCE, TOKEN_ISSUER } from './access-tokens';
import { AuthController } from './auth.controller';
import { AuthService } from './auth.service';
import { JwtStrategy } from './jwt.strategy';
import { KnownDevice } from './known-device';
import { PasswordHasher } from './password-hasher';
import { RefreshCookie } from './refresh-cookie';

@Module({
  imports: [
    AuditModule,
    PersistenceModule,
    PassportModule,
    JwtModule.registerAsync({
      inject: [API_CONFIG],
      useFactory: (config: ApiConfig) => ({
        secret: config.JWT_SECRET,
        signOptions: {
          algorithm: 'HS256',
          issuer: TOKEN_ISSUER,
          audience: TOKEN_AUDIENCE,
          expiresIn: config.ACCESS_TOKEN_MINUTES * 60,
        },
        verifyOptions: { algorithms: ['HS256'], issuer: TOKEN_ISSUER, audience: TOKEN_AUDIENCE },
      }),
    }),
  ],
  controllers: [AuthController],
  providers: [
    AccessTokens,
    AccountTries,
    ApiKeyAccess,
    AuthService,
    JwtStrategy,
    KnownDevice,
    PasswordHasher,
    RefreshCookie,
    SessionsService,
    { provide: APP_GUARD, useClass: AccessTokenGuard },
  ],
  exports: [AccessTokens, AccountTries, PasswordHasher],
})
export class AuthModule {}
