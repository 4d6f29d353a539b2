// npm run -s dmn: one request of FEEL or DMN per input line, one answer per output line. See libs/dmn/README.md.
import { buildLibrary } from './build.mjs';

buildLibrary('dmn');
// npm runs scripts in the folder of package.json; the files of a request are named from where the caller stands.
if (process.env.npm_lifecycle_event === 'dmn:app') process.chdir(process.env.VANTHU_CALLER_FOLDER ?? process.env.INIT_CWD ?? '.');
await import('../libs/dmn/tools/dmn.mjs');
