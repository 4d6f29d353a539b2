import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { correlatedSubscriptions, errorsByDefinition, errorStatistics, incidents, jobs, messageSubscriptions } from '@vanthu/persistence';
import { RestKey } from '../problems/rest-input.js';
import { Searches } from './searches.js';

@Controller('v2/jobs')
export class JobReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  search(@Body() body: unknown) {
    return this.searches.search(jobs, body);
  }
}

@Controller('v2/incidents')
export class IncidentReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  search(@Body() body: unknown) {
    return this.searches.search(incidents, body);
  }

  @Post('statistics/process-instances-by-error')
  @HttpCode(200)
  errors(@Body() body: unknown) {
    return this.searches.search(errorStatistics, body);
  }

  @Post('statistics/process-instances-by-definition')
  @HttpCode(200)
  definitions(@Body() body: unknown) {
    return this.searches.search(errorsByDefinition, body);
  }

  @Get(':incidentKey')
  incident(@RestKey('incidentKey') key: string) {
    return this.searches.get(incidents, key, 'Incident');
  }
}

@Controller('v2/message-subscriptions')
export class MessageSubscriptionReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  search(@Body() body: unknown) {
    return this.searches.search(messageSubscriptions, body);
  }
}

@Controller('v2/correlated-message-subscriptions')
export class CorrelatedSubscriptionReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  search(@Body() body: unknown) {
    return this.searches.search(correlatedSubscriptions, body);
  }
}
