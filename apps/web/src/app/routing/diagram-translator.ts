import type { Language } from '@vanthu/model';
import { diagramWords } from './diagram-words';
import { elementWords, panelWords } from './panel-words';

const vietnamese: Readonly<Record<string, string>> = { ...elementWords, ...panelWords, ...diagramWords };
const byLowerCase = new Map(Object.entries(vietnamese).map(([text, word]) => [text.toLowerCase(), word]));

/** The words of bpmn-js and its properties panel in the language of the screen, `{name}` filled in. */
export function translateDiagramText(text: string, language: Language, replacements: Readonly<Record<string, string>> = {}): string {
  const template = language === 'vi' ? (vietnamese[text] ?? byLowerCase.get(text.trim().toLowerCase()) ?? text) : text;
  return template.replace(/\{([^}]+)\}/g, (whole, name: string) => replacements[name] ?? whole);
}
