import type { IncomingMessage, ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import { agentSigningRequestSchema } from '@vanthu/model';
import type { AgentCertificates, AgentSigningState } from '@vanthu/model';
import type { KeyStore } from '../keys/key-store.js';
import { confirmPage } from '../page/confirm-page.js';
import { confirmStyle } from '../page/confirm-style.js';
import { AgentError, agentErrorText } from '../signings/agent-error.js';
import type { Language } from '../signings/agent-error.js';
import { factsOf } from '../signings/signing-session.js';
import type { SigningSession } from '../signings/signing-session.js';
import type { SigningSessions } from '../signings/signing-sessions.js';
import type { Gatekeeper } from './gatekeeper.js';
import { readBody, readJson } from './request-body.js';

export interface AgentParts {
  readonly gatekeeper: Gatekeeper;
  readonly keys: KeyStore;
  readonly sessions: SigningSessions;
  readonly url: () => string;
}

type Handler = (parts: AgentParts, call: Call) => Promise<void> | void;

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly id: string;
  readonly language: Language;
}

const bodyLimit = 300_000;
const formLimit = 4_000;

const routes: readonly { readonly method: string; readonly path: RegExp; readonly handle: Handler }[] = [
  { method: 'GET', path: /^\/health$/, handle: health },
  { method: 'GET', path: /^\/confirm\.css$/, handle: style },
  { method: 'GET', path: /^\/certificates$/, handle: certificates },
  { method: 'POST', path: /^\/signings$/, handle: openSigning },
  { method: 'GET', path: /^\/signings\/([\w-]+)$/, handle: signingState },
  { method: 'GET', path: /^\/signings\/([\w-]+)\/confirm$/, handle: showPage },
  { method: 'POST', path: /^\/signings\/([\w-]+)\/confirm$/, handle: confirm },
];

/** Throws AgentError or SigningError for what is refused. */
export async function route(parts: AgentParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { gatekeeper } = parts;
  gatekeeper.checkHost(request);
  gatekeeper.allowReading(request, response);
  if (request.method === 'OPTIONS') return gatekeeper.answerPreflight(request, response);
  const url = new URL(request.url ?? '/', 'http://agent');
  for (const { method, path, handle } of routes) {
    const match = path.exec(url.pathname);
    if (match === null || method !== request.method) continue;
    const language = url.searchParams.get('lang') === 'en' ? 'en' : 'vi';
    return handle(parts, { request, response, id: match[1] ?? '', language });
  }
  throw new AgentError('NOT_FOUND', 404);
}

function health(_: AgentParts, { response }: Call): void {
  answerJson(response, 200, { status: 'ok' });
}

function style(_: AgentParts, { response }: Call): void {
  response.writeHead(200, { 'Content-Type': 'text/css; charset=utf-8' }).end(confirmStyle);
}

async function certificates({ gatekeeper, keys }: AgentParts, { request, response }: Call): Promise<void> {
  gatekeeper.checkOrigin(request);
  const stored = await keys.list();
  const body: AgentCertificates = {
    certificates: stored.map((each) => {
      const { subject, issuer, serialNumber, notAfter } = factsOf(each);
      const certificateChain = each.certificateChain.map((der) => Buffer.from(der).toString('base64'));
      return { id: each.id, subject, issuer, serialNumber, notAfter: notAfter.toISOString(), certificateChain };
    }),
  };
  answerJson(response, 200, body);
}

async function openSigning({ gatekeeper, keys, sessions, url }: AgentParts, { request, response, language }: Call): Promise<void> {
  gatekeeper.checkOrigin(request);
  const parsed = agentSigningRequestSchema.safeParse(await readJson(request, bodyLimit));
  if (!parsed.success) throw new AgentError('INPUT_INVALID', 400);
  const { certificateId, toBeSigned, summary } = parsed.data;
  const certificate = (await keys.list()).find((each) => each.id === certificateId);
  if (certificate === undefined) throw new AgentError('CERTIFICATE_UNKNOWN', 404);
  const session = sessions.open({ certificate, toBeSigned: new Uint8Array(Buffer.from(toBeSigned, 'base64')), summary });
  const query = language === 'en' ? '?lang=en' : '';
  answerJson(response, 201, { id: session.id, confirmUrl: `${url()}/signings/${session.id}/confirm${query}` });
}

function signingState({ gatekeeper, sessions }: AgentParts, { request, response, id, language }: Call): void {
  gatekeeper.checkOrigin(request);
  const session = sessions.get(id);
  const body: AgentSigningState = {
    state: session.state,
    signature: session.signature === null ? null : Buffer.from(session.signature).toString('base64'),
    error: session.state === 'failed' ? agentErrorText(session.error ?? 'INTERNAL', language) : null,
  };
  answerJson(response, 200, body);
}

function showPage(parts: AgentParts, { response, id, language }: Call): void {
  answerPage(parts, response, parts.sessions.get(id), language);
}

async function confirm(parts: AgentParts, { request, response, id, language }: Call): Promise<void> {
  parts.gatekeeper.checkOwnPage(request);
  const session = parts.sessions.get(id);
  const form = new URLSearchParams(await readBody(request, 'application/x-www-form-urlencoded', formLimit));
  if (!isSame(form.get('token') ?? '', session.formToken)) throw new AgentError('ORIGIN_REFUSED', 403);
  const pin = form.get('pin') ?? '';
  if (form.get('act') === 'cancel') session.cancel();
  else if (pin !== '') await session.sign(parts.keys, pin);
  answerPage(parts, response, session, language);
}

function answerPage({ gatekeeper }: AgentParts, response: ServerResponse, session: SigningSession, language: Language): void {
  // No other page may read this one, whatever its origin: it holds the form's token.
  response.removeHeader('Access-Control-Allow-Origin');
  const policy = [
    "default-src 'none'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", `frame-ancestors ${gatekeeper.origins.join(' ')}`,
  ];
  response.setHeader('Content-Security-Policy', policy.join('; '));
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(confirmPage(session, language));
}

export function answerJson(response: ServerResponse, status: number, body: object, mediaType = 'application/json'): void {
  response.writeHead(status, { 'Content-Type': `${mediaType}; charset=utf-8` }).end(JSON.stringify(body));
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
