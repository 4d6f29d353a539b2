import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** What the framework has to say, among our own lines; its chatter at start-up is for debugging. */
export function nestLogger(logger: Logger): LoggerService {
  const own = logger.child({ part: 'nest' });
  return {
    log: (message: unknown) => own.debug(String(message)),
    debug: (message: unknown) => own.debug(String(message)),
    verbose: (message: unknown) => own.trace(String(message)),
    warn: (message: unknown) => own.warn(String(message)),
    error: (message: unknown) => own.error(String(message)),
    fatal: (message: unknown) => own.fatal(String(message)),
  };
}
