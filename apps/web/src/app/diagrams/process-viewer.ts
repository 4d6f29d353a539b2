import { Component, DestroyRef, effect, type ElementRef, inject, input, signal, untracked, viewChild, ViewEncapsulation } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import type { Diagram } from '@vanthu/model';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { Icon } from '../elements/icon';
import { Notice } from '../elements/notice';
import { Interpreter } from '../language/interpreter';

type Canvas = { zoom(level: number | 'fit-viewport', centre?: 'auto'): number; addMarker(id: string, marker: string): void };
type ElementRegistry = { get(id: string): unknown };
type Overlays = { add(id: string, overlay: { position: Record<string, number>; html: HTMLElement }): void };

/** Where a case stands on its process diagram: the way taken, the present place, the place of an incident. */
@Component({
  selector: 'vt-process-viewer',
  imports: [MatIconButton, Icon, Notice],
  template: `
    <div class="process-canvas" #place></div>
    @if (hasFailed()) { <vt-notice tone="bad">{{ t().document.diagramFailed }}</vt-notice> }
    <div class="process-legend small"><span><i class="done"></i>{{ t().document.done }}</span><span><i class="active"></i>{{ t().document.active }}</span>@if (diagram().incidentElementIds.length > 0) { <span><i class="incident"></i>{{ t().document.incident }}</span> }</div>
    <div class="process-zoom">
      <button mat-icon-button type="button" (click)="zoomBy(1.25)" [attr.aria-label]="t().document.zoomIn"><vt-icon name="plus" /></button>
      <button mat-icon-button type="button" (click)="zoomBy(0.8)" [attr.aria-label]="t().document.zoomOut"><vt-icon name="minus" /></button>
      <button mat-icon-button type="button" (click)="fit()" [attr.aria-label]="t().document.zoomFit"><vt-icon name="fit" /></button>
    </div>
  `,
  styleUrl: './process-viewer.css',
  encapsulation: ViewEncapsulation.None,
})
export class ProcessViewer {
  readonly diagram = input.required<Diagram>();

  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private viewer: NavigatedViewer | null = null;
  private generation = 0;

  protected readonly t = inject(Interpreter).words;
  protected readonly hasFailed = signal(false);

  constructor() {
    effect(() => {
      const diagram = this.diagram();
      untracked(() => void this.draw(diagram));
    });
    inject(DestroyRef).onDestroy(() => {
      this.generation++;
      this.viewer?.destroy();
    });
  }

  protected zoomBy(factor: number): void {
    const canvas = this.viewer?.get<Canvas>('canvas');
    canvas?.zoom((canvas as unknown as { zoom(): number }).zoom() * factor, 'auto');
  }

  protected fit(): void {
    const canvas = this.viewer?.get<Canvas>('canvas');
    const level = canvas?.zoom('fit-viewport', 'auto') ?? 1;
    canvas?.zoom(level * 0.9, 'auto');
  }

  private async draw(diagram: Diagram): Promise<void> {
    const generation = ++this.generation;
    try {
      const { default: Viewer } = await import('bpmn-js/lib/NavigatedViewer');
      if (generation !== this.generation) return;
      this.viewer ??= new Viewer({ container: this.place().nativeElement });
      await this.viewer.importXML(diagram.xml);
      this.mark(diagram);
      this.fit();
      this.hasFailed.set(false);
    } catch {
      if (generation === this.generation) this.hasFailed.set(true);
    }
  }

  private mark(diagram: Diagram): void {
    const viewer = this.viewer;
    if (viewer === null) return;
    const canvas = viewer.get<Canvas>('canvas');
    const elements = viewer.get<ElementRegistry>('elementRegistry');
    const markAll = (ids: readonly string[], marker: string) => ids.filter((id) => elements.get(id)).forEach((id) => canvas.addMarker(id, marker));
    markAll(diagram.completedElementIds, 'case-done');
    markAll(diagram.takenFlowIds, 'case-taken');
    markAll(diagram.activeElementIds, 'case-active');
    markAll(diagram.incidentElementIds, 'case-incident');
    for (const id of diagram.incidentElementIds.filter((each) => elements.get(each))) {
      viewer.get<Overlays>('overlays').add(id, { position: { top: -10, right: 12 }, html: this.sign('!', this.t().document.incident) });
    }
  }

  private sign(text: string, title: string): HTMLElement {
    const sign = document.createElement('span');
    sign.className = 'case-sign';
    sign.textContent = text;
    sign.title = title;
    return sign;
  }
}
