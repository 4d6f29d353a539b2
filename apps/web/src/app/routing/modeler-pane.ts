import { Component, DestroyRef, effect, type ElementRef, inject, input, output, signal, untracked, viewChild, ViewEncapsulation } from '@angular/core';
import type { LintFinding } from '@vanthu/model';
import { Notice } from '../elements/notice';
import { Skeleton } from '../elements/skeleton';
import { Interpreter } from '../language/interpreter';
import type { DiagramExpression } from './diagram-expressions';
import { ProcessModeler } from './process-modeler';

export type ModelerState = { readonly xml: string; readonly isChanged: boolean; readonly canUndo: boolean; readonly canRedo: boolean };

/** The diagram and, beside it, the properties of what is selected. Drawn anew, with what was changed, when the language changes. */
@Component({
  selector: 'vt-modeler-pane',
  imports: [Notice, Skeleton],
  template: `
    <div class="modeler-canvas" #canvas (pointerdown)="use()" (wheel)="use()"></div>
    <div class="modeler-panel" #panel [hidden]="!hasProperties()" role="region" [attr.aria-label]="t().routing.properties"></div>
    @if (state() === 'opening') { <div class="modeler-over"><vt-skeleton [lines]="8" /></div> }
    @if (state() === 'failed') { <div class="modeler-over"><vt-notice tone="bad">{{ t().routing.openFailed }}</vt-notice></div> }
  `,
  styleUrl: './modeler-pane.css',
  encapsulation: ViewEncapsulation.None,
})
export class ModelerPane {
  readonly xml = input.required<string>();
  readonly findings = input<readonly LintFinding[]>([]);
  readonly hasProperties = input(true);
  /** The diagram after each change. */
  readonly changed = output<ModelerState>();
  /** The expressions on it, when it is open and after each change. */
  readonly expressions = output<readonly DiagramExpression[]>();

  private readonly interpreter = inject(Interpreter);
  private readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  private readonly panel = viewChild.required<ElementRef<HTMLElement>>('panel');
  private modeler: ProcessModeler | null = null;
  private source = '';
  private latest = '';
  private isUsed = false;
  /** The changes were made before the diagram was drawn anew, so there is nothing to undo. */
  private isCarriedOver = false;

  protected readonly t = this.interpreter.words;
  protected readonly state = signal<'opening' | 'open' | 'failed'>('opening');

  constructor() {
    effect(() => {
      const xml = this.xml();
      const language = this.interpreter.language();
      untracked(() => void this.draw(xml, language));
    });
    effect(() => {
      const findings = this.findings();
      if (this.state() === 'open') this.modeler?.mark(findings.flatMap(({ elementId, severity }) => (elementId === null ? [] : [{ elementId, severity }])));
    });
    this.fitUntilUsed();
    inject(DestroyRef).onDestroy(() => this.modeler?.destroy());
  }

  protected use(): void {
    this.isUsed = true;
  }

  undo(): void {
    this.modeler?.undo();
  }

  redo(): void {
    this.modeler?.redo();
  }

  fit(): void {
    this.modeler?.fit();
  }

  show(elementId: string): void {
    this.modeler?.show(elementId);
  }

  /** While nobody has touched the diagram, it fits whatever room the panels leave it. */
  private fitUntilUsed(): void {
    const resize = new ResizeObserver(() => {
      if (!this.isUsed && this.state() === 'open') this.modeler?.fit();
    });
    effect(() => resize.observe(this.canvas().nativeElement));
    inject(DestroyRef).onDestroy(() => resize.disconnect());
  }

  private async draw(xml: string, language: 'vi' | 'en'): Promise<void> {
    const isSameSource = xml === this.source;
    this.source = xml;
    if (!isSameSource) this.latest = xml;
    this.isCarriedOver = this.latest !== xml;
    this.isUsed = false;
    this.modeler?.destroy();
    const modeler = new ProcessModeler(this.canvas().nativeElement, this.panel().nativeElement, language);
    this.modeler = modeler;
    try {
      await modeler.open(this.latest);
      if (modeler !== this.modeler) return;
      modeler.onChange(() => void this.tell(modeler));
      this.state.set('open');
      this.expressions.emit(modeler.expressions());
      if (this.isCarriedOver) await this.tell(modeler);
    } catch {
      if (modeler === this.modeler) this.state.set('failed');
    }
  }

  private async tell(modeler: ProcessModeler): Promise<void> {
    this.expressions.emit(modeler.expressions());
    this.latest = await modeler.xml();
    this.changed.emit({ xml: this.latest, isChanged: this.isCarriedOver || modeler.canUndo, canUndo: modeler.canUndo, canRedo: modeler.canRedo });
  }
}
