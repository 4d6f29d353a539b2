import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a token is good, in seconds. */
export const TOKEN_SECONDS = 900;

interface Claims {
  readonly sub: string;
  readonly exp: number;
}

const header = encode({ alg: 'HS256', typ: 'JWT' });

/**
 * Tokens of the configured API clients (`id:secret`, by comma). Each is signed with a key made from the client's own secret: every process
 * with the same configuration can check it, nothing is stored, and a changed secret ends all tokens made before.
 */
export class ClientTokens {
  private readonly secrets: ReadonlyMap<string, string>;

  constructor(clients: string) {
    const pairs = clients.split(',').filter((each) => each !== '').map((each) => [each.slice(0, each.indexOf(':')), each.slice(each.indexOf(':') + 1)] as const);
    this.secrets = new Map(pairs);
  }

  /** Null when there is no such client or the secret is another. */
  issue(clientId: string, secret: string, now: number): string | null {
    const known = this.secrets.get(clientId);
    // the comparison is made for unknown clients too, so that both take as long
    const fits = isEqual(digest(secret), digest(known ?? ''));
    if (known === undefined || !fits) return null;
    const seconds = Math.floor(now / 1000);
    const content = `${header}.${encode({ iss: 'vanthu', sub: clientId, iat: seconds, exp: seconds + TOKEN_SECONDS })}`;
    return `${content}.${signature(content, known)}`;
  }

  /** The client whose token it is; null when it is none of ours, changed, or over. */
  clientOf(token: string, now: number): string | null {
    const [head, body, signed, more] = token.split('.');
    if (head !== header || body === undefined || signed === undefined || more !== undefined) return null;
    const claims = claimsOf(body);
    const secret = claims === null ? undefined : this.secrets.get(claims.sub);
    if (!claims || secret === undefined || !isEqual(signed, signature(`${head}.${body}`, secret))) return null;
    return claims.exp * 1000 > now ? claims.sub : null;
  }
}

function claimsOf(body: string): Claims | null {
  try {
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Partial<Claims> | null;
    return typeof claims?.sub === 'string' && typeof claims.exp === 'number' ? { sub: claims.sub, exp: claims.exp } : null;
  } catch {
    return null;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(content: string, secret: string): string {
  return createHmac('sha256', createHmac('sha256', secret).update('vanthu api client token').digest()).update(content).digest('base64url');
}

function digest(text: string): string {
  return createHmac('sha256', 'compare').update(text).digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
