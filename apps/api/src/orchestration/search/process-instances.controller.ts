import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { incidents, processInstances } from '@vanthu/persistence';
import { RestKey } from '../problems/rest-input.js';
import { Searches } from './searches.js';
import { withTags } from './tags.js';

@Controller('v2/process-instances')
export class ProcessInstanceReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  async search(@Body() body: unknown) {
    const { items, page } = await this.searches.search(processInstances, body);
    return { items: items.map(withTags), page };
  }

  @Get(':processInstanceKey')
  async instance(@RestKey('processInstanceKey') key: string) {
    return withTags(await this.known(key));
  }

  @Get(':processInstanceKey/call-hierarchy')
  async callers(@RestKey('processInstanceKey') key: string) {
    await this.known(key);
    return this.searches.reads.callersOf(key);
  }

  @Get(':processInstanceKey/sequence-flows')
  async flows(@RestKey('processInstanceKey') key: string) {
    const { processDefinitionKey, processDefinitionId, rootProcessInstanceKey, tenantId } = await this.known(key);
    const place = { processInstanceKey: key, rootProcessInstanceKey, processDefinitionKey, processDefinitionId, tenantId };
    return { items: (await this.searches.reads.takenFlows(key)).map((elementId) => ({ sequenceFlowId: `${key}_${elementId}`, elementId, ...place })) };
  }

  @Get(':processInstanceKey/statistics/element-instances')
  async elements(@RestKey('processInstanceKey') key: string) {
    await this.known(key);
    return { items: await this.searches.reads.elementsOfInstance(key) };
  }

  /** Also those of the instances that it called. */
  @Post(':processInstanceKey/incidents/search')
  @HttpCode(200)
  async incidents(@RestKey('processInstanceKey') key: string, @Body() body: unknown) {
    await this.known(key);
    const keys = await this.searches.reads.withCalled(key);
    return this.searches.search(incidents, body, undefined, { text: `incident.instance_key IN (${keys.map(() => '?').join(',')})`, parameters: keys });
  }

  private known(key: string) {
    return this.searches.get(processInstances, key, 'Process instance');
  }
}
