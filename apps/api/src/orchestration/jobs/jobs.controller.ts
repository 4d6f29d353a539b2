import { Body, Controller, HttpCode, Patch, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ProcessRunner } from '@vanthu/engine';
import type { Request, Response } from 'express';
import { apiVersionOf } from '../operations/api-version.js';
import { Readiness } from '../../operations/readiness.js';
import { OfficialWork } from '../official-work/official-work.js';
import { OfficialWorkGuard } from '../official-work/official-work.guard.js';
import { abortedWith } from '../operations/client-gone.js';
import { done } from '../problems/outcomes.js';
import { RestKey, parseRequest } from '../problems/rest-input.js';
import { ActivatedJobs } from './activated-jobs.js';
import { resultOf } from './completion-result.js';
import { activationSchema, completionSchema, failureSchema, jobErrorSchema, jobUpdateSchema } from './job-requests.js';

/** For workers outside: take jobs, and say how they ended. */
@Controller('v2/jobs')
@UseGuards(OfficialWorkGuard)
export class JobsController {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly activated: ActivatedJobs,
    private readonly readiness: Readiness,
    private readonly official: OfficialWork,
  ) {}

  @Post('activation')
  @HttpCode(200)
  async activate(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const { type, worker = '', timeout, maxJobsToActivate, fetchVariable, requestTimeout, tenantIds, tenantFilter } = parseRequest(activationSchema, body);
    this.official.refuseJobType(type);
    const signal = abortedWith(response, this.readiness.stopping);
    const jobs = await this.runner.activateJobs({
      types: [type],
      worker,
      maxJobs: maxJobsToActivate,
      lockMs: timeout,
      longPollMs: requestTimeout,
      fetchVariables: fetchVariable ?? [],
      ...(tenantFilter !== 'ASSIGNED' && tenantIds && tenantIds.length > 0 && { tenantIds }),
      signal,
    });
    response.once('close', () => {
      if (!response.writableFinished) void this.runner.releaseJobs(jobs, worker).catch(() => undefined);
    });
    return { jobs: await this.activated.shown(jobs, apiVersionOf(request)) };
  }

  @Post(':jobKey/completion')
  @HttpCode(204)
  async complete(@RestKey('jobKey') key: string, @Body() body: unknown): Promise<void> {
    const { variables, result } = parseRequest(completionSchema, body);
    await done(this.runner.completeJob(key, variables ?? {}, resultOf(result)));
  }

  @Post(':jobKey/failure')
  @HttpCode(204)
  async fail(@RestKey('jobKey') key: string, @Body() body: unknown): Promise<void> {
    const { retries, errorMessage, retryBackOff, variables } = parseRequest(failureSchema, body);
    const retryAt = this.runner.clock.now() + (retryBackOff ?? 0);
    await done(this.runner.failJob(key, { retries: retries ?? 0, retryAt, message: errorMessage ?? '', ...(variables && { variables }) }));
  }

  @Post(':jobKey/error')
  @HttpCode(204)
  async throwError(@RestKey('jobKey') key: string, @Body() body: unknown): Promise<void> {
    const { errorCode, errorMessage, variables } = parseRequest(jobErrorSchema, body);
    await done(this.runner.throwJobError(key, { errorCode, message: errorMessage ?? '', ...(variables && { variables }) }));
  }

  @Patch(':jobKey')
  @HttpCode(204)
  async update(@RestKey('jobKey') key: string, @Body() body: unknown): Promise<void> {
    const { retries, timeout } = parseRequest(jobUpdateSchema, body).changeset;
    await done(this.runner.updateJob(key, { ...(typeof retries === 'number' && { retries }), ...(typeof timeout === 'number' && { timeoutMs: timeout }) }));
  }
}
