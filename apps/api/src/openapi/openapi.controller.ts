import { Controller, Get } from '@nestjs/common';
import { openApiDocument } from './openapi-document.js';
import { operations } from './operations.js';

@Controller('api')
export class OpenApiController {
  private document: Readonly<Record<string, unknown>> | null = null;

  @Get('openapi.json')
  describe(): Readonly<Record<string, unknown>> {
    return (this.document ??= openApiDocument(operations));
  }
}
