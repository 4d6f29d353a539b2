import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ProcessRunner } from '@vanthu/engine';
import { z } from 'zod';
import { CalledBy, type Caller } from '../authentication/caller.js';
import { operationReferenceSchema } from '../problems/free-form.js';
import { done } from '../problems/outcomes.js';
import { RestKey, parseRequest } from '../problems/rest-input.js';

export const resolutionSchema = z.strictObject({ operationReference: operationReferenceSchema });

@Controller('v2/incidents')
export class IncidentResolutionController {
  constructor(private readonly runner: ProcessRunner) {}

  /** The failed step is tried again; a job gets one more retry unless it was given some. */
  @Post(':incidentKey/resolution')
  @HttpCode(204)
  async resolve(@RestKey('incidentKey') key: string, @Body() body: unknown, @CalledBy() { username }: Caller): Promise<void> {
    parseRequest(resolutionSchema, body);
    await done(this.runner.resolveIncident(key, { actor: { username } }));
  }
}
