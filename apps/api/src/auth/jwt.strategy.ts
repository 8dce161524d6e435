import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { API_CONFIG, type ApiConfig } from '../config/api-config';
import { type AccessTokenClaims, AccessTokens, TOKEN_AUDIENCE, TOKEN_ISSUER } from './access-tokens';
import { type SignedInUser } from './signed-in-user';

/** Passport's check of the `Authorization: Bearer` header. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    @Inject(API_CONFIG) config: ApiConfig,
    private readonly tokens: AccessTokens,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: config.JWT_SECRET,
      algorithms: ['HS256'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
    });
  }

  async validate(claims: Partial<AccessTokenClaims>): Promise<SignedInUser | false> {
    return (await this.tokens.personOf(claims)) ?? false;
  }
}
