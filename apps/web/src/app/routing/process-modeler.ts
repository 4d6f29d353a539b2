import type { Language } from '@vanthu/model';
import { vanthuModdle } from '@vanthu/model';
import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel';
import zeebeBehaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import zeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { expressionsOf, type BusinessObject, type DiagramExpression } from './diagram-expressions';
import { translateDiagramText } from './diagram-translator';
import { translatePanel } from './panel-translation';
import { WorkingDaysProperties } from './working-days-properties';

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type Canvas = {
  resized(): void;
  viewbox(): { readonly inner: Box; readonly outer: Box };
  viewbox(box: Box): void;
  scrollToElement(element: unknown, padding: number): void;
  addMarker(id: string, marker: string): void;
  removeMarker(id: string, marker: string): void;
};
type CommandStack = { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean };
const paletteWidth = 120;
const margin = 24;
type Mark = { readonly elementId: string; readonly severity: 'error' | 'warning' };

/** bpmn-js with the zeebe and our own words for approval work, in the language of the screen. */
export class ProcessModeler {
  private readonly modeler: Modeler;
  private marks: readonly Mark[] = [];

  constructor(container: HTMLElement, panel: HTMLElement, language: Language) {
    translatePanel((text) => translateDiagramText(text, language));
    this.modeler = new Modeler({
      container,
      propertiesPanel: { parent: panel },
      additionalModules: [
        BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule, zeebeBehaviors,
        { __init__: ['workingDaysProperties'], workingDaysProperties: ['type', WorkingDaysProperties] },
        { translate: ['value', (text: string, replacements?: Record<string, string>) => translateDiagramText(text, language, replacements)] },
      ],
      moddleExtensions: { zeebe: zeebeModdle, vanthu: vanthuModdle },
    });
  }

  async open(xml: string): Promise<void> {
    await this.modeler.importXML(xml);
    this.fit();
  }

  async xml(): Promise<string> {
    const { xml } = await this.modeler.saveXML({ format: true });
    if (xml === undefined) throw new Error('The diagram could not be written');
    return xml;
  }

  /** Every expression on the diagram. */
  expressions(): DiagramExpression[] {
    const elements = this.modeler.get<{ getAll(): { readonly businessObject?: BusinessObject }[] }>('elementRegistry').getAll();
    return [...new Set(elements.flatMap(({ businessObject }) => businessObject ?? []))].flatMap(expressionsOf);
  }

  onChange(listener: () => void): void {
    this.modeler.on('commandStack.changed', listener);
  }

  get canUndo(): boolean {
    return this.commands.canUndo();
  }

  get canRedo(): boolean {
    return this.commands.canRedo();
  }

  undo(): void {
    this.commands.undo();
  }

  redo(): void {
    this.commands.redo();
  }

  /** Shows the whole diagram, beside the palette rather than under it. */
  fit(): void {
    this.canvas.resized();
    const { inner, outer } = this.canvas.viewbox();
    if (outer.width === 0 || inner.width === 0) return;
    const scale = Math.min((outer.width - paletteWidth - margin) / inner.width, (outer.height - 2 * margin) / inner.height, 1);
    const above = Math.max(margin, (outer.height - inner.height * scale) / 2);
    this.canvas.viewbox({ x: inner.x - paletteWidth / scale, y: inner.y - above / scale, width: outer.width / scale, height: outer.height / scale });
  }

  /** Brings an element into view and selects it. */
  show(elementId: string): void {
    const element = this.modeler.get<{ get(id: string): unknown }>('elementRegistry').get(elementId);
    if (!element) return;
    this.canvas.scrollToElement(element, 120);
    this.modeler.get<{ select(element: unknown): void }>('selection').select(element);
  }

  /** Marks the elements that have findings, and no others; an error is seen before a warning. */
  mark(marks: readonly Mark[]): void {
    const registry = this.modeler.get<{ get(id: string): unknown }>('elementRegistry');
    for (const { elementId, severity } of this.marks) if (registry.get(elementId)) this.canvas.removeMarker(elementId, `finding-${severity}`);
    const wrong = new Set(marks.filter(({ severity }) => severity === 'error').map(({ elementId }) => elementId));
    this.marks = marks.filter(({ elementId, severity }) => registry.get(elementId) && (severity === 'error' || !wrong.has(elementId)));
    for (const { elementId, severity } of this.marks) this.canvas.addMarker(elementId, `finding-${severity}`);
  }

  destroy(): void {
    this.modeler.destroy();
  }

  private get canvas(): Canvas {
    return this.modeler.get<Canvas>('canvas');
  }

  private get commands(): CommandStack {
    return this.modeler.get<CommandStack>('commandStack');
  }
}
