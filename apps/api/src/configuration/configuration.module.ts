import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Configuration } from './configuration.js';

export const CONFIGURATION = Symbol('configuration');

@Global()
@Module({})
export class ConfigurationModule {
  static with(configuration: Configuration): DynamicModule {
    return { module: ConfigurationModule, providers: [{ provide: CONFIGURATION, useValue: configuration }], exports: [CONFIGURATION] };
  }
}
