import { writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const libs = path.resolve(import.meta.dirname, '..');

// runs on the sources, so that templates can be made before anything is built
registerHooks({
  resolve(specifier, context, next) {
    const lib = /^@vanthu\/([a-z-]+)$/.exec(specifier)?.[1];
    if (lib) return next(pathToFileURL(path.join(libs, lib, 'src/index.ts')).href, context);
    const isOurs = context.parentURL?.startsWith(pathToFileURL(libs).href) && !context.parentURL.includes('/node_modules/');
    return next(isOurs && /^\.{1,2}\//.test(specifier) ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});

const { elementTemplateOf, elementTemplateText, languages } = await import('@vanthu/connector-sdk');
const { connectorsForTemplates } = await import('./src/connectors-for-templates.ts');

for (const { folder, connector } of connectorsForTemplates()) {
  for (const operation of Object.keys(connector.operations)) {
    for (const language of languages) {
      const file = path.join(import.meta.dirname, 'src', folder, `${operation}.element-template.${language}.json`);
      await writeFile(file, elementTemplateText(elementTemplateOf(connector, operation, language)));
      console.log(path.relative(process.cwd(), file));
    }
  }
}
