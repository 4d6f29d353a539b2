import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const libs = path.resolve(import.meta.dirname, '..');
const libsUrl = pathToFileURL(libs).href;

// lets Node run our TypeScript sources before anything is built: templates, and programs that a spec kills
registerHooks({
  resolve(specifier, context, next) {
    const [, lib, entry] = /^@vanthu\/([a-z-]+)(\/testing)?$/.exec(specifier) ?? [];
    if (lib) return next(pathToFileURL(path.join(libs, lib, 'src', entry ? 'testing/index.ts' : 'index.ts')).href, context);
    const isOurs = context.parentURL?.startsWith(libsUrl) && !context.parentURL.includes('/node_modules/');
    return next(isOurs && /^\.{1,2}\//.test(specifier) ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
