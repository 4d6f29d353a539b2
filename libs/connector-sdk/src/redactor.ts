import { types } from 'node:util';
import { runtimeError } from './runtime-errors.js';

const mark = '•••';
const shortestSecret = 4;

/** Blacks out known secret values, also as JSON, URL, hex and base64 would carry them. */
export class Redactor {
  readonly #forms = new Set<string>();
  #sorted: readonly string[] | null = null;

  /** Throws `SECRET_TOO_SHORT` below four characters: blacking those out would garble everything. */
  add(secret: string, name = '?'): void {
    if (secret.length < shortestSecret) {
      throw runtimeError('SECRET_TOO_SHORT', { detail: `${name} (dưới ${shortestSecret} ký tự).` });
    }
    for (const form of formsOf(secret)) this.#forms.add(form);
    this.#sorted = null;
  }

  text(text: string): string {
    this.#sorted ??= [...this.#forms].sort((a, b) => b.length - a.length);
    return this.#sorted.reduce((result, form) => result.replaceAll(form, mark), text);
  }

  /** A copy of a JSON-like value with every string, key and error message blacked out. */
  value<T>(value: T): T {
    return (this.#forms.size === 0 ? value : this.#copy(value, new Set())) as T;
  }

  #copy(value: unknown, ancestors: ReadonlySet<unknown>): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (ancestors.has(value)) return '[circular]';
    const path = new Set(ancestors).add(value);
    if (types.isNativeError(value)) return { name: value.name, message: this.text(value.message), stack: this.text(value.stack ?? '') };
    if (value instanceof Date || ArrayBuffer.isView(value)) return value;
    if (Array.isArray(value)) return value.map((item) => this.#copy(item, path));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.text(key), this.#copy(item, path)]));
  }
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const encoded = [JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), bytes.toString('hex')];
  const base64 = [0, 1, 2].map((offset) => base64Inside(bytes, offset)).filter((form) => form.length >= 6);
  const base64url = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [secret, ...encoded, ...base64, ...base64url];
}

/** The characters of a base64 text that depend on `bytes` alone when they start at `offset` modulo 3, as in "user:password". */
function base64Inside(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const whole = Math.floor(((offset + bytes.length) * 8) / 6);
  return text.slice(Math.ceil((offset * 8) / 6), whole);
}
