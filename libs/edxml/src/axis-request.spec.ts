import { createHmac } from 'node:crypto';
import { signAxisRequest, verifyAxisRequest } from './axis-request.js';

const now = new Date('2026-10-04T02:15:00Z');
const secret = 'khoa-thu-nghiem';
const body = new TextEncoder().encode('<edXML/>');
const signed = () => signAxisRequest({ systemId: 'vanthu', from: 'Z01.05', serviceType: 'eDoc', messageType: 'edoc', body }, { secret, now });
const verification = { secretOf: (systemId: string) => (systemId === 'vanthu' ? secret : undefined), now, body };

describe('signAxisRequest', () => {
  it('writes the headers of the national gateway', () => {
    const headers = signed();
    expect(headers).toMatchObject({
      'XroadVnpt-timestamp': '04102026T091500+0700',
      'XroadVnpt-systemid': 'vanthu',
      'XroadVnpt-from': 'Z01.05',
      'XroadVnpt-sign-header-key': 'timestamp;systemid;from;servicetype;messagetype;content-sha256',
      'XroadVnpt-version': '3.0.201608',
    });
    const json = headers['XroadVnpt-sign-header'] ?? '';
    expect(JSON.parse(json)).toMatchObject({ 'XroadVnpt-systemid': 'vanthu', 'XroadVnpt-messagetype': 'edoc' });
    expect(headers['XroadVnpt-hash-header']).toBe(createHmac('sha256', secret).update(json).digest('hex'));
  });

  it('writes nothing outside ASCII', () => {
    const headers = signAxisRequest({ systemId: 'hệ thống' }, { secret, now });
    expect(Object.values(headers).join('')).toMatch(/^[\x20-\x7e]*$/);
    expect(verifyAxisRequest(headers, { ...verification, secretOf: () => secret })).toMatchObject({ ok: true, systemId: 'hệ thống' });
  });
});

describe('verifyAxisRequest', () => {
  it('accepts what was signed, with header names in lower case as servers give them', () => {
    const received = Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name.toLowerCase(), value]));
    expect(verifyAxisRequest(received, verification)).toMatchObject({ ok: true, systemId: 'vanthu', fields: { from: 'Z01.05', messagetype: 'edoc' } });
  });

  it('accepts the time form of the national SDK, which has milliseconds where an offset belongs', () => {
    const json = JSON.stringify({ 'XroadVnpt-timestamp': '04102026T091500+0042', 'XroadVnpt-systemid': 'vanthu' });
    const headers = {
      'xroadvnpt-timestamp': '04102026T091500+0042', 'xroadvnpt-systemid': 'vanthu', 'xroadvnpt-sign-header': json,
      'xroadvnpt-hash-header': createHmac('sha256', secret).update(json).digest('hex'),
    };
    expect(verifyAxisRequest(headers, verification)).toMatchObject({ ok: true });
  });

  it.each([
    ['unsigned', {}, {}],
    ['unsigned', { ...signed(), 'XroadVnpt-sign-header': '[' }, {}],
    ['unknownSystem', signed(), { secretOf: () => undefined }],
    ['badHash', signed(), { secretOf: () => 'khac' }],
    ['badHash', { ...signed(), 'XroadVnpt-hash-header': '00' }, {}],
    ['headersDiffer', { ...signed(), 'XroadVnpt-from': 'Z01.40' }, {}],
    ['stale', signed(), { now: new Date(now.getTime() + 16 * 60_000) }],
    ['bodyDiffers', signed(), { body: new TextEncoder().encode('khác') }],
  ])('refuses: %s', (reason, headers, changes) => {
    expect(verifyAxisRequest(headers, { ...verification, ...changes })).toEqual({ ok: false, reason });
  });
});
