import { Module } from '@nestjs/common';
import { PersistenceModule } from '@orders/persistence';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { SessionsController } from '../sessions/sessions.controller';
import { AccountController } from './account.controller';
import { AddressesService } from './addresses.service';
import { PasswordsService } from './passwords.service';

/** What people do with their own account. */
@Module({
  imports: [AuditModule, AuthModule, PersistenceModule],
  controllers: [AccountController, SessionsController],
  providers: [AddressesService, PasswordsService],
})
export class AccountModule {}
