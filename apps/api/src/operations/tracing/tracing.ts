import { createHash } from 'node:crypto';

export interface SpanPlace {
  readonly traceId: string;
  readonly spanId: string;
}

/** A span that has ended. Attributes carry ids and types, never content. */
export interface EndedSpan extends SpanPlace {
  readonly name: string;
  readonly kind: 'server' | 'consumer' | 'internal';
  readonly parentSpanId: string | null;
  /** epoch ms, with fractions */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly links?: readonly SpanPlace[];
  /** What went wrong, as a code. */
  readonly error?: string | undefined;
}

export interface SpanSink {
  record(span: EndedSpan): void;
  /** Sends what has been recorded. */
  stop(): Promise<void>;
}

/**
 * The trace of an instance and its first span, both derived from the instance's key: every process finds the same one, today and
 * after years of waiting, and nothing has to be stored.
 */
export function traceOfInstance(instanceKey: string): SpanPlace {
  const digest = createHash('sha256').update(`vanthu instance ${instanceKey}`).digest('hex');
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}

/** The caller's place of a W3C `traceparent` header. */
export function placeOfCaller(traceparent: string | undefined): SpanPlace | null {
  const [, traceId, spanId] = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId };
}

/** Now in epoch ms, finer than Date.now. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
