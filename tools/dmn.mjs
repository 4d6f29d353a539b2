// npm run -s dmn: one request of FEEL or DMN per input line, one answer per output line. See libs/dmn/README.md.
import { buildLibrary } from './build.mjs';

buildLibrary('dmn');
await import('../libs/dmn/tools/dmn.mjs');
