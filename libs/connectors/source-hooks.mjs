import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const workspace = path.resolve(import.meta.dirname, '../..');
const workspaceUrl = pathToFileURL(workspace).href;

// lets Node run our TypeScript sources before anything is built: templates, and programs that a spec starts and kills
registerHooks({
  resolve(specifier, context, next) {
    const [, lib, entry] = /^@vanthu\/([a-z-]+)(\/testing)?$/.exec(specifier) ?? [];
    if (lib) return next(pathToFileURL(path.join(workspace, 'libs', lib, 'src', entry ? 'testing/index.ts' : 'index.ts')).href, context);
    const isOurs = context.parentURL?.startsWith(workspaceUrl) && !context.parentURL.includes('/node_modules/');
    return next(isOurs && /^\.{1,2}\//.test(specifier) ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
