import { Controller, Get, type Type } from '@nestjs/common';
import { restOpenApi } from './rest-openapi.js';

/** Serves the description of the operations that are there. */
export function restOpenApiController(implemented: ReadonlySet<string>): Type {
  const document = restOpenApi(implemented);

  @Controller('v2')
  class RestOpenApiController {
    @Get('openapi.json')
    describe(): Readonly<Record<string, unknown>> {
      return document;
    }
  }
  return RestOpenApiController;
}
