import { Body, Controller, Header, Headers, HttpCode, Ip, Post } from '@nestjs/common';
import { VanthuError } from '@vanthu/model';
import { z } from 'zod';
import { PasswordCheck } from '../../authentication/password-check.js';
import { RestCallers } from './rest-callers.js';
import { TOKEN_SECONDS } from './client-tokens.js';

interface OAuthFailure {
  readonly error: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type';
  readonly error_description: string;
}

export const tokenRequestSchema = z.object({
  grant_type: z.string(),
  client_id: z.string().max(64).optional(),
  client_secret: z.string().max(512).optional(),
  audience: z.string().optional(),
  scope: z.string().optional(),
});

export const tokenAnswerSchema = z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int() });

/** Where programs change their client credentials for a token (OAuth 2.0, RFC 6749 §4.4). */
@Controller('oauth')
export class TokenController {
  constructor(
    private readonly callers: RestCallers,
    private readonly passwords: PasswordCheck,
  ) {}

  @Post('token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async issue(@Body() body: unknown, @Headers('authorization') authorization: string | undefined, @Ip() address: string): Promise<z.infer<typeof tokenAnswerSchema>> {
    const parsed = tokenRequestSchema.safeParse(body ?? {});
    if (!parsed.success) throw new TokenRefused(400, { error: 'invalid_request', error_description: 'grant_type, client_id and client_secret are needed, as a form.' });
    if (parsed.data.grant_type !== 'client_credentials') throw new TokenRefused(400, { error: 'unsupported_grant_type', error_description: 'Only client_credentials.' });
    const { id, secret } = credentialsOf(parsed.data, authorization);
    try {
      const token = await this.passwords.guarded(`client ${id}`, address, () => Promise.resolve(this.callers.tokens.issue(id, secret, Date.now())));
      return { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS };
    } catch (error) {
      if (error instanceof VanthuError && error.code === 'LOGIN_FAILED') throw new TokenRefused(401, { error: 'invalid_client', error_description: 'There is no such client, or its secret is another.' });
      throw error;
    }
  }
}

/** Answered in the words of RFC 6749. */
export class TokenRefused extends Error {
  constructor(
    readonly status: 400 | 401,
    readonly answer: OAuthFailure,
  ) {
    super(answer.error_description);
    this.name = 'TokenRefused';
  }
}

/** In the form, or in the header with both parts percent-encoded. */
function credentialsOf({ client_id, client_secret }: z.infer<typeof tokenRequestSchema>, authorization: string | undefined): { readonly id: string; readonly secret: string } {
  const basic = /^basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (client_id !== undefined || basic === undefined) return { id: client_id ?? '', secret: client_secret ?? '' };
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { id: decoded(text.slice(0, Math.max(colon, 0))), secret: decoded(text.slice(colon + 1)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
