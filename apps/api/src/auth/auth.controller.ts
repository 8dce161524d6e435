import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { AuthOptions, LoginRequest, RegisterRequest, SessionTokens, User } from '@orders/contracts';
import { toUser, UserStore } from '@orders/persistence';
import { type Request, type Response } from 'express';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { ApiProblem } from '../problem/api-problem.decorator';
import { notFound } from '../problem/problem';
import { AccountTries } from '../rate-limit/account-tries';
import { type OpenedSession, SessionsService } from '../sessions/sessions.service';
import { CurrentUser, Public } from './auth.decorators';
import { AuthService } from './auth.service';
import { KnownDevice } from './known-device';
import { originOf } from './origin-of';
import { OwnPageGuard } from './own-page.guard';
import { RefreshCookie } from './refresh-cookie';
import { SignInLimit } from './sign-in-limit.decorator';
import { type SignedInUser } from './signed-in-user';

@ApiTags('Auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SessionsService,
    private readonly cookie: RefreshCookie,
    private readonly devices: KnownDevice,
    private readonly tries: AccountTries,
    private readonly users: UserStore,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  @Public()
  @Get('options')
  @ApiOperation({ summary: 'What the sign-in page needs to know' })
  @ApiOkResponse({ standardSchema: AuthOptions })
  options(): AuthOptions {
    return { registration: this.config.REGISTRATION };
  }

  @Public()
  @SignInLimit()
  @Post('register')
  @ApiOperation({
    summary: 'Make an account and sign in',
    description: 'Sets the refresh token as a cookie.',
  })
  @ApiCreatedResponse({ standardSchema: SessionTokens })
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(403, 'registration_closed')
  @ApiProblem(409, 'email_taken')
  @ApiProblem(429, 'rate_limited')
  async register(
    @Body({ schema: RegisterRequest }) body: RegisterRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionTokens> {
    return this.welcome(await this.auth.register(body, originOf(request)), request, response);
  }

  @Public()
  @SignInLimit()
  @Post('login')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in', description: 'Sets the refresh token as a cookie.' })
  @ApiOkResponse({ standardSchema: SessionTokens })
  @ApiProblem(400, 'validation_failed')
  @ApiProblem(401, 'invalid_credentials')
  @ApiProblem(429, 'rate_limited')
  async login(
    @Body({ schema: LoginRequest }) body: LoginRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionTokens> {
    const session = await this.auth.login(body, originOf(request));
    await this.tries.forget('login', request, body.email);
    return this.welcome(session, request, response);
  }

  @Public()
  @UseGuards(OwnPageGuard)
  @Post('refresh')
  @HttpCode(200)
  @ApiCookieAuth('refresh_token')
  @ApiOperation({
    summary: 'Exchange the refresh token for a new access token',
    description: 'The refresh token is rotated. Using an old one again ends the session.',
  })
  @ApiOkResponse({ standardSchema: SessionTokens })
  @ApiProblem(401, 'session_expired')
  @ApiProblem(403, 'forbidden')
  async refresh(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionTokens> {
    return this.answer(
      await this.sessions.refresh(this.cookie.read(request), originOf(request)),
      request,
      response,
    );
  }

  @Public()
  @UseGuards(OwnPageGuard)
  @Post('logout')
  @HttpCode(204)
  @ApiOperation({ summary: 'End the session' })
  @ApiNoContentResponse()
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.close(this.cookie.read(request), originOf(request));
    this.cookie.clear(request, response);
  }

  @Get('me')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ standardSchema: User })
  @ApiProblem(401, 'unauthenticated')
  async me(@CurrentUser() user: SignedInUser): Promise<User> {
    const record = await this.users.findById(user.id);
    if (!record) throw notFound('The account');
    return toUser(record);
  }

  private welcome(session: OpenedSession, request: Request, response: Response): SessionTokens {
    this.devices.remember(request, response, session.tokens.user.email);
    return this.answer(session, request, response);
  }

  private answer(session: OpenedSession, request: Request, response: Response): SessionTokens {
    if (session.refreshToken) this.cookie.set(request, response, session.refreshToken);
    return session.tokens;
  }
}
