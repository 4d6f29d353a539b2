import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { elementInstances, incidents } from '@vanthu/persistence';
import { RestKey } from '../problems/rest-input.js';
import { Searches } from './searches.js';

@Controller('v2/element-instances')
export class ElementInstanceReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  search(@Body() body: unknown) {
    return this.searches.search(elementInstances, body);
  }

  @Get(':elementInstanceKey')
  element(@RestKey('elementInstanceKey') key: string) {
    return this.searches.get(elementInstances, key, 'Element instance');
  }

  /** Also of what lies in it and of the instances that it called. */
  @Post(':elementInstanceKey/incidents/search')
  @HttpCode(200)
  async incidents(@RestKey('elementInstanceKey') key: string, @Body() body: unknown) {
    await this.element(key);
    return this.searches.search(incidents, body, undefined, await this.searches.reads.within(key, 'incident'));
  }
}
