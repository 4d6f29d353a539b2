import { Body, Controller, HttpCode, Inject, Post, Put } from '@nestjs/common';
import { TimerScheduler } from '@vanthu/engine';
import { z } from 'zod';
import { CONFIGURATION } from '../../configuration/configuration.module.js';
import type { Configuration } from '../../configuration/configuration.js';
import { int64Schema } from '../problems/free-form.js';
import { parseRequest } from '../problems/rest-input.js';
import { RestProblem } from '../problems/rest-problem.js';
import { AdjustableClock } from './adjustable-clock.js';

export const pinSchema = z.strictObject({ timestamp: int64Schema.refine((at) => at >= 0 && at <= 8_640_000_000_000_000, 'must be milliseconds since 1970') });

/** For tests of processes, where the server was started with API_CLOCK=adjustable. What is due then has happened when the answer comes. */
@Controller('v2/clock')
export class ClockController {
  constructor(
    private readonly clock: AdjustableClock,
    private readonly timers: TimerScheduler,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Put()
  @HttpCode(204)
  pin(@Body() body: unknown): Promise<void> {
    const { timestamp } = parseRequest(pinSchema, body);
    return this.adjust(() => this.clock.pin(timestamp));
  }

  @Post('reset')
  @HttpCode(204)
  reset(): Promise<void> {
    return this.adjust(() => this.clock.reset());
  }

  private async adjust(change: () => void): Promise<void> {
    if (this.configuration.API_CLOCK !== 'adjustable') throw new RestProblem('INVALID_STATE', 'The clock of this server is the real one. Start it with API_CLOCK=adjustable to test processes in other times.');
    change();
    if (this.configuration.ROLE !== 'api') await this.timers.fireDue();
  }
}
