import { Body, Controller, HttpCode, Patch, Post, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  AccountChange,
  EmailConfirmation,
  ForgottenPassword,
  PasswordChange,
  PasswordReset,
  User,
} from '@orders/contracts';
import { toUser, UserStore } from '@orders/persistence';
import { type Request } from 'express';
import { Audited } from '../audit/audited.decorator';
import { CurrentUser, Public } from '../auth/auth.decorators';
import { originOf } from '../auth/origin-of';
import { SignInLimit } from '../auth/sign-in-limit.decorator';
import { type SignedInUser } from '../auth/signed-in-user';
import { ApiProblem } from '../problem/api-problem.decorator';
import { notFound } from '../problem/problem';
import { AddressesService } from './addresses.service';
import { PasswordsService } from './passwords.service';

@ApiTags('Account')
@Controller('account')
export class AccountController {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly addresses: AddressesService,
    private readonly users: UserStore,
  ) {}

  @Patch()
  @Audited('account_changed')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change my name', description: 'Jobs that were made before keep the old one.' })
  @ApiOkResponse({ standardSchema: User })
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(401, 'unauthenticated')
  async change(
    @CurrentUser() { id }: SignedInUser,
    @Body({ schema: AccountChange }) { name }: AccountChange,
  ): Promise<User> {
    const user = await this.users.rename(id, name);
    if (!user) throw notFound('The account');
    return toUser(user);
  }

  @Post('password')
  @HttpCode(204)
  @SignInLimit()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change my password', description: 'Ends all my other sessions.' })
  @ApiNoContentResponse()
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'wrong_password')
  @ApiProblem(429, 'rate_limited')
  async changePassword(
    @CurrentUser() user: SignedInUser,
    @Body({ schema: PasswordChange }) change: PasswordChange,
    @Req() request: Request,
  ): Promise<void> {
    await this.passwords.change(user, change, originOf(request));
  }

  @Public()
  @Post('password/forgotten')
  @HttpCode(202)
  @SignInLimit()
  @ApiOperation({
    summary: 'Ask for a link that sets a new password',
    description: 'Goes by e-mail and is good once, for an hour. The answer is the same for every address.',
  })
  @ApiAcceptedResponse()
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(429, 'rate_limited')
  async forgotten(
    @Body({ schema: ForgottenPassword }) { email }: ForgottenPassword,
    @Req() request: Request,
  ): Promise<void> {
    await this.passwords.requestReset(email, originOf(request));
  }

  @Public()
  @Post('password/reset')
  @HttpCode(204)
  @SignInLimit()
  @ApiOperation({ summary: 'Set a new password with a mailed link', description: 'Ends all sessions.' })
  @ApiNoContentResponse()
  @ApiProblem(400, 'validation_failed', 'link_expired')
  @ApiProblem(429, 'rate_limited')
  async reset(@Body({ schema: PasswordReset }) body: PasswordReset, @Req() request: Request): Promise<void> {
    await this.passwords.reset(body, originOf(request));
  }

  @Post('email/confirmation')
  @HttpCode(202)
  @SignInLimit()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Send the link that confirms my address again' })
  @ApiAcceptedResponse()
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(429, 'rate_limited')
  async requestConfirmation(@CurrentUser() user: SignedInUser): Promise<void> {
    await this.addresses.requestConfirmation(user);
  }

  @Public()
  @Post('email/confirm')
  @HttpCode(200)
  @SignInLimit()
  @ApiOperation({ summary: 'Confirm an address with a mailed link' })
  @ApiOkResponse({ standardSchema: User })
  @ApiProblem(400, 'validation_failed', 'link_expired')
  @ApiProblem(429, 'rate_limited')
  async confirm(
    @Body({ schema: EmailConfirmation }) { token }: EmailConfirmation,
    @Req() request: Request,
  ): Promise<User> {
    return toUser(await this.addresses.confirm(token, originOf(request)));
  }
}
