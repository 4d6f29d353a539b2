import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Readiness } from './readiness.js';

@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process lives. */
  @Get('health')
  health(): { status: 'alive' } {
    return { status: 'alive' };
  }

  /** It can serve: 200, else 503 with what is missing. */
  @Get('ready')
  async ready(@Res() response: Response): Promise<void> {
    const missing = await this.readiness.missing();
    response.status(missing.length === 0 ? 200 : 503).json({ status: missing.length === 0 ? 'ready' : 'failing', missing });
  }
}
