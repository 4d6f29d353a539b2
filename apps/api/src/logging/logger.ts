import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { activityFields } from '../operations/activity.js';

const secretNames = ['password', 'pin', 'secret', 'token', 'csrfToken', 'cookie', 'authorization', 'signature', 'PASSWORD', 'ADMIN_PASSWORD', 'MAIL_PASSWORD', 'AXIS_SECRET', 'SIGNING_PKCS11_PIN', 'DATABASE_URL', 'METRICS_TOKEN'];

const options: LoggerOptions = {
  redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
  serializers: { err: plainError },
  mixin: activityFields,
};

/** JSON lines on the standard output. Errors are logged without what drivers attach to them: statements with their values. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const settings = { ...options, level };
  return destination ? pino(settings, destination) : pino(settings);
}

interface PlainError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly cause?: PlainError;
}

function plainError(error: unknown, depth = 0): PlainError | unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? String(error.code) : undefined;
  return {
    type: error.name,
    message: error.message,
    ...(error.stack && { stack: error.stack }),
    ...(code !== undefined && { code }),
    ...(error.cause instanceof Error && depth < 3 && { cause: plainError(error.cause, depth + 1) as PlainError }),
  };
}
