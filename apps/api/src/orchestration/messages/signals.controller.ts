import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ProcessRunner } from '@vanthu/engine';
import { z } from 'zod';
import { operationReferenceSchema, variablesSchema } from '../problems/free-form.js';
import { refusalOf } from '../problems/outcomes.js';
import { DEFAULT_TENANT, parseRequest } from '../problems/rest-input.js';
import { tenantIdSchema, unitOf } from '../problems/tenant.js';

export const broadcastSchema = z.strictObject({ signalName: z.string().min(1).max(255), variables: variablesSchema.nullish(), tenantId: tenantIdSchema, operationReference: operationReferenceSchema });

@Controller('v2/signals')
export class SignalsController {
  constructor(private readonly runner: ProcessRunner) {}

  @Post('broadcast')
  @HttpCode(200)
  async broadcast(@Body() body: unknown) {
    const { signalName: name, variables, tenantId } = parseRequest(broadcastSchema, body);
    const broadcasted = await this.runner.broadcastSignal({ name, variables: variables ?? {}, orgUnitId: unitOf(tenantId) });
    if (broadcasted.kind === 'rejection') throw refusalOf(broadcasted);
    return { signalKey: broadcasted.signalKey, tenantId: tenantId ?? DEFAULT_TENANT };
  }
}
