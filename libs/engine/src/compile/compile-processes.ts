/// <reference path="./bpmn-moddle.d.ts" />
import { BpmnModdle, type ModdleWarning, type ParsedDefinitions } from 'bpmn-moddle';
import zeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { vanthuModdle } from '@vanthu/model';
import { processAround } from './global-tasks.js';
import { childrenOf, flagOf, isModdle, type ModdleElement } from './moddle-element.js';
import type { CompileResult, ProcessModel } from './process-model.js';
import { Problems } from './problems.js';
import { readProcess } from './process-reader.js';

/**
 * Compiles every executable process of a BPMN file. Whatever cannot be read or run is a problem with the element's id
 * and a reason; nothing is thrown and nothing is ignored.
 */
export async function compileProcesses(xml: string): Promise<CompileResult> {
  const problems = new Problems();
  const definitions = await parse(xml, problems);
  const processes = definitions === null ? [] : readProcesses(definitions, problems);
  return problems.all.length > 0 ? { ok: false, problems: problems.all } : { ok: true, processes };
}

function readProcesses(definitions: ModdleElement, problems: Problems): ProcessModel[] {
  const executable = childrenOf(definitions, 'rootElements').filter(
    (element) => element.$type === 'bpmn:Process' && flagOf(element, 'isExecutable') !== false,
  );
  if (executable.length === 0) problems.add(null, 'NO_PROCESS');
  const globalTasks = executable.length === 0 ? [] : childrenOf(definitions, 'rootElements').flatMap((element) => processAround(element) ?? []);
  return [...executable, ...globalTasks].map((process) => readProcess(process, problems));
}

async function parse(xml: string, problems: Problems): Promise<ModdleElement | null> {
  let parsed: ParsedDefinitions;
  try {
    parsed = await new BpmnModdle({ zeebe: zeebeModdle, vanthu: vanthuModdle }).fromXML(xml);
  } catch (error) {
    problems.add(null, 'XML_INVALID', { detail: oneLine(error instanceof Error ? error.message : String(error)) });
    return null;
  }
  for (const warning of parsed.warnings.filter((each) => !isDrawing(each))) problems.add(warning.element?.id ?? null, 'XML_INVALID', { detail: oneLine(warning.message) });
  if (isModdle(parsed.rootElement) && parsed.rootElement.$type === 'bpmn:Definitions') return parsed.rootElement;
  problems.add(null, 'XML_INVALID', { detail: 'no bpmn:definitions' });
  return null;
}

/** What is wrong with the picture does not matter to the execution. */
function isDrawing(warning: ModdleWarning): boolean {
  return /^(bpmndi|dc|di):/.test(warning.element?.$type ?? '') || /unparsable content <(bpmndi|dc|di):/.test(warning.message);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
