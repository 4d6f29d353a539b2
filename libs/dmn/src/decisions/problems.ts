import type { FeelError } from '../syntax/parse.js';
import type { DmnError } from './xml.js';
import { dmnError } from './xml.js';

/** What is found wrong while a model is compiled. */
export class Problems {
  readonly list: DmnError[] = [];
  private readonly known = new Set<string>();

  add(code: DmnError['code'], message: string, elementId: string): void {
    this.push(dmnError(code, message, elementId));
  }

  addFeel(error: FeelError, text: string, elementId: string): void {
    this.push({ ...dmnError('DMN_FEEL', `${error.message} In: ${text.slice(0, 80)}`, elementId), position: error.position });
  }

  /** A model imported on two paths says everything twice. */
  private push(error: DmnError): void {
    const key = JSON.stringify(error);
    if (this.known.has(key)) return;
    this.known.add(key);
    this.list.push(error);
  }
}
