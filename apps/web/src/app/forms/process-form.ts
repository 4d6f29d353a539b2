import { Component, DestroyRef, effect, type ElementRef, inject, input, output, signal, untracked, viewChild, ViewEncapsulation } from '@angular/core';
import type { Form } from '@bpmn-io/form-js-viewer';
import { Notice } from '../elements/notice';
import { Skeleton } from '../elements/skeleton';
import { Interpreter } from '../language/interpreter';
import { loadFormLibrary } from './form-library';
import { fieldIdsByKey, hasField, withoutButtons } from './form-schema';

export type FieldError = { readonly path: string; readonly message: string };
export type FormAnswer = { readonly data: Readonly<Record<string, unknown>>; readonly wrongCount: number };
type Values = Readonly<Record<string, unknown>>;

/** The form of a step, drawn by form-js. */
@Component({
  selector: 'vt-process-form',
  imports: [Skeleton, Notice],
  template: `
    <div #place class="process-form"></div>
    @if (state() === 'loading') { <vt-skeleton [lines]="6" /> }
    @if (state() === 'failed') { <vt-notice tone="bad">{{ t().task.formFailed }}</vt-notice> }
  `,
  styleUrl: './process-form.css',
  encapsulation: ViewEncapsulation.None,
})
export class ProcessForm {
  readonly schema = input.required<Readonly<Record<string, unknown>>>();
  readonly data = input.required<Values>();
  readonly isReadOnly = input(false);
  readonly changed = output<Values>();

  private readonly interpreter = inject(Interpreter);
  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private form: Form | null = null;
  private generation = 0;

  protected readonly t = this.interpreter.words;
  protected readonly state = signal<'loading' | 'open' | 'failed'>('loading');

  constructor() {
    effect(() => {
      const schema = this.schema();
      // form-js says its words once, when it draws: other words are another drawing
      this.interpreter.words();
      untracked(() => void this.draw(schema));
    });
    effect(() => {
      const isReadOnly = this.isReadOnly();
      this.state();
      this.form?.setProperty('readOnly', isReadOnly);
    });
    inject(DestroyRef).onDestroy(() => {
      this.generation++;
      this.form?.destroy();
    });
  }

  /** Whether the form has a field of this key of its own. */
  has(key: string): boolean {
    return hasField(this.schema(), key);
  }

  /** The values, with every wrong field marked when `isStrict`. */
  answer(isStrict: boolean): FormAnswer {
    if (this.form === null) return { data: {}, wrongCount: 0 };
    const { data, errors } = this.form.submit() as { data: Values; errors: Readonly<Record<string, readonly string[]>> };
    if (!isStrict) this.mark({});
    const wrongCount = Object.keys(errors).length;
    if (isStrict && wrongCount > 0) this.focusFirstWrong();
    return { data, wrongCount: isStrict ? wrongCount : 0 };
  }

  /** Marks what the server refused, each at its field; answers the errors that belong to no field of this form. */
  showErrors(errors: readonly FieldError[]): readonly FieldError[] {
    const ids = fieldIdsByKey(this.schema());
    const marks: Record<string, string[]> = {};
    const homeless: FieldError[] = [];
    for (const error of errors) {
      const id = error.path.split('.').map((part) => ids.get(part)).findLast((each) => each !== undefined);
      if (id === undefined) homeless.push(error);
      else (marks[id] ??= []).push(error.message);
    }
    this.mark(marks);
    this.focusFirstWrong();
    return homeless;
  }

  private mark(errors: Record<string, string[]>): void {
    this.form?._setState({ errors });
  }

  private focusFirstWrong(): void {
    setTimeout(() => this.place().nativeElement.querySelector<HTMLElement>('.fjs-has-errors :is(input, textarea, select, [tabindex])')?.focus());
  }

  private async draw(schema: Readonly<Record<string, unknown>>): Promise<void> {
    const generation = ++this.generation;
    const kept = this.form === null ? {} : (this.form._getState() as { data: Values }).data;
    try {
      const { Form } = await loadFormLibrary(() => this.interpreter.words());
      if (generation !== this.generation) return;
      this.form?.destroy();
      // without a delay: form-js forgets what was typed within its delay when it draws the form anew meanwhile
      this.form = new Form({ container: this.place().nativeElement, debounce: false, properties: { readOnly: this.isReadOnly() } } as never);
      await this.form.importSchema(withoutButtons(schema) as never, { ...this.data(), ...kept } as never);
      this.form.setProperty('readOnly', this.isReadOnly());
      this.form.on('changed', ((event: { data: Values }) => this.changed.emit(event.data)) as never);
      this.state.set('open');
    } catch {
      if (generation === this.generation) this.state.set('failed');
    }
  }
}
