import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { cutVariables, wholeVariables } from '@vanthu/persistence';
import { RestKey } from '../problems/rest-input.js';
import { RestProblem } from '../problems/rest-problem.js';
import { Searches } from './searches.js';

@Controller('v2/variables')
export class VariableReadsController {
  constructor(private readonly searches: Searches) {}

  @Post('search')
  @HttpCode(200)
  search(@Body() body: unknown, @Query('truncateValues') truncateValues: unknown) {
    return this.searches.search(isCutting(truncateValues) ? cutVariables : wholeVariables, body);
  }

  /** Always whole. */
  @Get(':variableKey')
  async variable(@RestKey('variableKey') key: string) {
    const { isTruncated: _, ...variable } = await this.searches.get(wholeVariables, key, 'Variable');
    return variable;
  }
}

/** Long values are cut unless the client says `truncateValues=false`. @throws RestProblem INVALID_ARGUMENT */
export function isCutting(truncateValues: unknown): boolean {
  if (truncateValues === undefined || truncateValues === 'true') return true;
  if (truncateValues === 'false') return false;
  throw new RestProblem('INVALID_ARGUMENT', 'truncateValues: must be true or false.');
}
