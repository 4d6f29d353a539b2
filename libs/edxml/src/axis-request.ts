import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What an axis request says about itself; every field travels as a signed `XroadVnpt-…` header. */
export interface AxisRequest {
  readonly systemId: string;
  /** Organisation on whose behalf the system sends. */
  readonly from?: string;
  readonly serviceType?: string;
  readonly messageType?: 'edoc' | 'status';
  /** Binds the body to the signature through its SHA-256. */
  readonly body?: Uint8Array;
}

export interface AxisSigning {
  readonly secret: string;
  readonly now: Date;
}

export interface AxisVerification {
  readonly secretOf: (systemId: string) => string | undefined;
  readonly now: Date;
  readonly body?: Uint8Array;
  /** Allowed difference of clocks, milliseconds; 15 minutes by default. */
  readonly maxSkewMs?: number;
}

export type AxisVerificationResult =
  | { readonly ok: true; readonly systemId: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly reason: 'unsigned' | 'unknownSystem' | 'badHash' | 'headersDiffer' | 'stale' | 'bodyDiffers' };

type IncomingHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const prefix = 'XroadVnpt-';
const protocolVersion = '3.0.201608';
const defaultSkewMs = 15 * 60_000;

/** The headers the national gateway wants: each field, the list of their names, their JSON, and its HMAC-SHA256 in hex. */
export function signAxisRequest(request: AxisRequest, signing: AxisSigning): Record<string, string> {
  const fields = fieldsOf(request, signing.now);
  const named = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}${name}`, value]));
  const json = asciiJson(named);
  return {
    ...Object.fromEntries(Object.entries(named).map(([name, value]) => [name, headerValue(value)])),
    [`${prefix}sign-header-key`]: Object.keys(fields).join(';'),
    [`${prefix}sign-header`]: json,
    [`${prefix}hash-header`]: hmac(signing.secret, json).toString('hex'),
    [`${prefix}version`]: protocolVersion,
  };
}

/** Checks the headers made by `signAxisRequest` or by the national SDK. Names come in any case. */
export function verifyAxisRequest(headers: IncomingHeaders, verification: AxisVerification): AxisVerificationResult {
  const lower = lowerCased(headers);
  const json = lower.get('xroadvnpt-sign-header');
  const hash = lower.get('xroadvnpt-hash-header');
  const fields = json === undefined ? null : parseFields(json);
  if (json === undefined || hash === undefined || fields === null) return { ok: false, reason: 'unsigned' };
  const systemId = fields['systemid'] ?? '';
  const secret = verification.secretOf(systemId);
  if (secret === undefined) return { ok: false, reason: 'unknownSystem' };
  if (!isSameHash(hash, hmac(secret, json))) return { ok: false, reason: 'badHash' };
  if (!agrees(fields, lower)) return { ok: false, reason: 'headersDiffer' };
  if (isStale(fields['timestamp'] ?? '', verification)) return { ok: false, reason: 'stale' };
  const bodyHash = fields['content-sha256'];
  if (bodyHash !== undefined && bodyHash !== sha256(verification.body ?? new Uint8Array())) return { ok: false, reason: 'bodyDiffers' };
  return { ok: true, systemId, fields };
}

function fieldsOf(request: AxisRequest, now: Date): Record<string, string> {
  return {
    timestamp: axisTimestamp(now),
    systemid: request.systemId,
    ...(request.from !== undefined && { from: request.from }),
    ...(request.serviceType !== undefined && { servicetype: request.serviceType }),
    ...(request.messageType !== undefined && { messagetype: request.messageType }),
    ...(request.body !== undefined && { 'content-sha256': sha256(request.body) }),
  };
}

/** `ddMMyyyy'T'HHmmss+0700` */
function axisTimestamp(now: Date): string {
  const [date = '', time = ''] = new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 19).split('T');
  const [year, month, day] = date.split('-');
  return `${day}${month}${year}T${time.replaceAll(':', '')}+0700`;
}

function isStale(timestamp: string, verification: AxisVerification): boolean {
  // The national SDK writes milliseconds after the plus sign where an offset belongs, so the time is read as Vietnamese time.
  const match = /^(\d{2})(\d{2})(\d{4})T(\d{2})(\d{2})(\d{2})[+-]\d{1,4}$/.exec(timestamp);
  if (!match) return true;
  const [, day, month, year, hour, minute, second] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
  return Number.isNaN(at) || Math.abs(verification.now.getTime() - at) > (verification.maxSkewMs ?? defaultSkewMs);
}

function agrees(fields: Readonly<Record<string, string>>, headers: ReadonlyMap<string, string>): boolean {
  return Object.entries(fields).every(([name, value]) => headers.get(`${prefix}${name}`.toLowerCase()) === headerValue(value));
}

function parseFields(json: string): Record<string, string> | null {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    const entries = Object.entries(parsed).map(([name, value]) => [withoutPrefix(name), String(value)]);
    return Object.fromEntries(entries) as Record<string, string>;
  } catch {
    return null;
  }
}

function withoutPrefix(name: string): string {
  const lower = name.toLowerCase();
  return lower.startsWith(prefix.toLowerCase()) ? lower.slice(prefix.length) : lower;
}

function lowerCased(headers: IncomingHeaders): Map<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) => {
    const single = typeof value === 'string' ? value : value?.[0];
    return single === undefined ? [] : [[name.toLowerCase(), single] as const];
  });
  return new Map(entries);
}

// Header values are bytes; codes such as SGDĐT are written escaped so that both ends hash the same text.
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function headerValue(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value);
}

function hmac(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text, 'utf8').digest();
}

function isSameHash(hex: string, expected: Buffer): boolean {
  const given = Buffer.from(hex, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
