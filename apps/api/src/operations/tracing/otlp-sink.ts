import type { SpanPlace, SpanSink } from './tracing.js';

export interface OtlpSettings {
  /** Base address of the collector; `/v1/traces` is added. */
  readonly endpoint: string;
  readonly serviceName: string;
  /** Share of the traces that are sent, 0 to 1; whole traces, decided by their id. */
  readonly ratio: number;
}

/** Sends spans to an OpenTelemetry collector (OTLP over HTTP). The SDK is loaded here and nowhere else. */
export async function otlpSink({ endpoint, serviceName, ratio }: OtlpSettings): Promise<SpanSink> {
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } = await import('@opentelemetry/api');
  const { BatchSpanProcessor, TraceIdRatioBasedSampler, TracerProvider } = await import('@opentelemetry/sdk-trace');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  // The ids of a span are chosen when it begins, by us; it is told to the SDK when it has ended.
  let next: SpanPlace = { traceId: '', spanId: '' };
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.instance.id': `${process.pid}` }),
    sampler: new TraceIdRatioBasedSampler(ratio),
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }), scheduledDelayMillis: 1_000 })],
  });
  const tracer = provider.getTracer('vanthu');
  const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER, internal: SpanKind.INTERNAL };
  const contextOf = (place: SpanPlace) => ({ ...place, traceFlags: TraceFlags.SAMPLED, isRemote: true });
  return {
    record({ traceId, spanId, parentSpanId, name, kind, startedAt, endedAt, attributes, links = [], error }) {
      next = { traceId, spanId };
      const parent = parentSpanId === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, contextOf({ traceId, spanId: parentSpanId }));
      const span = tracer.startSpan(name, { kind: kinds[kind], startTime: startedAt, attributes: { ...attributes }, links: links.map((each) => ({ context: contextOf(each) })) }, parent);
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
      span.end(endedAt);
    },
    // A collector that is away must not keep the server from stopping.
    stop: () => provider.shutdown().catch(() => undefined),
  };
}
