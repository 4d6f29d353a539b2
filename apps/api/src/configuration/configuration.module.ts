import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Configuration } from './configuration.js';

export const CONFIGURATION = Symbol('configuration');
export const LOGGER = Symbol('logger');

@Global()
@Module({})
export class ConfigurationModule {
  static with(configuration: Configuration, logger: Logger): DynamicModule {
    return {
      module: ConfigurationModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: LOGGER, useValue: logger },
      ],
      exports: [CONFIGURATION, LOGGER],
    };
  }
}
