import type { FeelError } from '../syntax/parse.js';
import type { DmnError } from './xml.js';
import { dmnError } from './xml.js';

/** What is found wrong while a model is compiled. */
export class Problems {
  readonly list: DmnError[] = [];

  add(code: DmnError['code'], message: string, elementId: string): void {
    this.list.push(dmnError(code, message, elementId));
  }

  addFeel(error: FeelError, text: string, elementId: string): void {
    this.list.push({ ...dmnError('DMN_FEEL', `${error.message} In: ${text.slice(0, 80)}`, elementId), position: error.position });
  }
}
