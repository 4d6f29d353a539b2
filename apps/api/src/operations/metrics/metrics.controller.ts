import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { VanthuError } from '@vanthu/model';
import type { Request } from 'express';
import { CONFIGURATION } from '../../configuration/configuration.module.js';
import type { Configuration } from '../../configuration/configuration.js';
import { Monitor } from '../monitor.js';

const LOOPBACK = /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/;

/** What Prometheus scrapes. For programs on this machine, and for those that know METRICS_TOKEN; not for people. */
@Controller()
export class MetricsController {
  constructor(
    private readonly monitor: Monitor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  metrics(@Req() request: Request): Promise<string> {
    if (!this.mayRead(request)) throw new VanthuError('NOT_SIGNED_IN');
    return this.monitor.metrics.registry.metrics();
  }

  private mayRead(request: Request): boolean {
    const { METRICS_TOKEN } = this.configuration;
    const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    if (METRICS_TOKEN !== undefined && given !== undefined) return timingSafeEqual(digest(given), digest(METRICS_TOKEN));
    // What a proxy on this machine passes on comes from elsewhere.
    const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => request.get(name) !== undefined);
    return !isForwarded && LOOPBACK.test(request.socket.remoteAddress ?? '');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
