import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ProcessRunner } from '@vanthu/engine';
import { z } from 'zod';
import { int64Schema, operationReferenceSchema, variablesSchema } from '../problems/free-form.js';
import { refusalOf } from '../problems/outcomes.js';
import { DEFAULT_TENANT, parseRequest } from '../problems/rest-input.js';
import { tenantIdSchema, unitOf } from '../problems/tenant.js';

const message = { name: z.string().min(1).max(255), correlationKey: z.string().max(255).nullish(), variables: variablesSchema.nullish(), tenantId: tenantIdSchema };

export const publicationSchema = z.strictObject({
  ...message,
  timeToLive: int64Schema.refine((ms) => ms >= 0, 'must not be negative').default(0),
  messageId: z.string().max(255).nullish(),
  operationReference: operationReferenceSchema,
});

export const correlationSchema = z.strictObject(message);

@Controller('v2/messages')
export class MessagesController {
  constructor(private readonly runner: ProcessRunner) {}

  @Post('publication')
  @HttpCode(200)
  async publish(@Body() body: unknown) {
    const { timeToLive, messageId, ...wanted } = parseRequest(publicationSchema, body);
    const published = await this.runner.publishMessage({ ...messageOf(wanted), timeToLiveMs: timeToLive, ...(messageId && { messageId }) });
    if (published.kind === 'rejection') throw refusalOf(published);
    return { messageKey: published.messageKey, tenantId: wanted.tenantId ?? DEFAULT_TENANT };
  }

  /** Answered with the instance that got it; nobody to get it is 404. */
  @Post('correlation')
  @HttpCode(200)
  async correlate(@Body() body: unknown) {
    const wanted = parseRequest(correlationSchema, body);
    const correlated = await this.runner.correlateMessage(messageOf(wanted));
    if (correlated.kind === 'rejection') throw refusalOf(correlated);
    return { messageKey: correlated.messageKey, processInstanceKey: correlated.correlation.instanceKey, tenantId: wanted.tenantId ?? DEFAULT_TENANT };
  }
}

function messageOf({ name, correlationKey, variables, tenantId }: z.infer<typeof correlationSchema>) {
  return { name, correlationKey: correlationKey ?? '', variables: variables ?? {}, orgUnitId: unitOf(tenantId) };
}
