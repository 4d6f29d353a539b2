import { Body, Controller, HttpCode, Post, Put, UseGuards } from '@nestjs/common';
import { ProcessRunner } from '@vanthu/engine';
import { z } from 'zod';
import { CalledBy, type Caller } from '../authentication/caller.js';
import { OfficialWorkGuard } from '../official-work/official-work.guard.js';
import { operationReferenceSchema, variablesSchema } from '../problems/free-form.js';
import { done } from '../problems/outcomes.js';
import { RestKey, parseRequest } from '../problems/rest-input.js';

export const setVariablesSchema = z.strictObject({ variables: variablesSchema, local: z.boolean().optional(), operationReference: operationReferenceSchema });

export const adHocActivationSchema = z.strictObject({
  elements: z.array(z.strictObject({ elementId: z.string().min(1), variables: variablesSchema.optional() })).min(1),
  cancelRemainingInstances: z.boolean().optional(),
});

@Controller('v2/element-instances')
@UseGuards(OfficialWorkGuard)
export class ElementInstancesController {
  constructor(private readonly runner: ProcessRunner) {}

  /** The key may be of the process instance itself. */
  @Put(':elementInstanceKey/variables')
  @HttpCode(204)
  async setVariables(@RestKey('elementInstanceKey') key: string, @Body() body: unknown, @CalledBy() { username }: Caller): Promise<void> {
    const { variables, local = false } = parseRequest(setVariablesSchema, body);
    await done(this.runner.setVariables(key, variables, { local, actor: { username } }));
  }

  @Post('ad-hoc-activities/:adHocSubProcessInstanceKey/activation')
  @HttpCode(204)
  async activateAdHoc(@RestKey('adHocSubProcessInstanceKey') key: string, @Body() body: unknown, @CalledBy() { username }: Caller): Promise<void> {
    const { elements, cancelRemainingInstances: cancelRemaining = false } = parseRequest(adHocActivationSchema, body);
    const starts = elements.map(({ elementId, variables }) => ({ elementId, ...(variables && { variables }) }));
    await done(this.runner.activateAdHoc(key, { elements: starts, cancelRemaining, actor: { username } }));
  }
}
