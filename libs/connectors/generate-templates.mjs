import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import './source-hooks.mjs';

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
