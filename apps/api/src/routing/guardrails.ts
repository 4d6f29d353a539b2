import type { ElementModel, ProcessModel } from '@vanthu/engine';
import type { LintFinding } from '@vanthu/model';

/** A kind of element that the law speaks of. */
type Landmark = { readonly job: string } | { readonly kind: string } | { readonly calls: string } | { readonly type: 'approvedEnd' };

interface Guardrail {
  readonly rule: string;
  readonly family: string;
  /** Nothing may reach this … */
  readonly target: Landmark;
  /** … without passing this; null: nothing in this family may reach it at all. */
  readonly passes: Landmark | null;
  readonly message: { readonly vi: string; readonly en: string };
}

/** The statutory order as rules on diagrams; a variant that breaks one cannot be published. */
const guardrails: readonly Guardrail[] = [
  { rule: 'approval-before-number', family: 'outbound', target: { job: 'documents:allocateIssueNumber:1' }, passes: { calls: 'approval' },
    message: { vi: 'Có đường tới cấp số mà không qua duyệt, ký của người có thẩm quyền (NĐ 30/2020/NĐ-CP, Điều 13, Điều 15).', en: 'A path reaches the numbering without approval and signature of the authority (Decree 30/2020, articles 13 and 15).' } },
  { rule: 'number-before-seal', family: 'outbound', target: { kind: 'sealAgency' }, passes: { job: 'documents:allocateIssueNumber:1' },
    message: { vi: 'Có đường tới ký số cơ quan mà chưa cấp số (NĐ 30/2020/NĐ-CP, Điều 15, Điều 17).', en: 'A path reaches the agency signature before the number (Decree 30/2020, articles 15 and 17).' } },
  { rule: 'seal-before-issue', family: 'outbound', target: { job: 'documents:issue:1' }, passes: { kind: 'sealAgency' },
    message: { vi: 'Có đường tới phát hành mà chưa ký số cơ quan (NĐ 30/2020/NĐ-CP, Điều 17, Điều 18).', en: 'A path reaches the issue without the agency signature (Decree 30/2020, articles 17 and 18).' } },
  { rule: 'issue-before-mail', family: 'outbound', target: { job: 'mail:send:1' }, passes: { job: 'documents:issue:1' },
    message: { vi: 'Có đường gửi thư từ hộp thư đơn vị khi lãnh đạo chưa duyệt và văn bản chưa phát hành (1792/BGD&ĐT-VP, mục 3).', en: 'A path sends mail from the unit mailbox before a leader approved and the document was issued (1792/BGD&ĐT-VP, §3).' } },
  { rule: 'issue-before-axis', family: 'outbound', target: { job: 'axis:sendDocument:1' }, passes: { job: 'documents:issue:1' },
    message: { vi: 'Có đường gửi lên trục liên thông khi văn bản chưa phát hành (NĐ 30/2020/NĐ-CP, Điều 18).', en: 'A path sends to the axis before the document was issued (Decree 30/2020, article 18).' } },
  { rule: 'signature-in-approval', family: 'approval', target: { type: 'approvedEnd' }, passes: { kind: 'sign' },
    message: { vi: 'Có đường kết thúc "đã duyệt" mà không qua bước ký ban hành (NĐ 30/2020/NĐ-CP, Điều 13).', en: 'A path ends as approved without the signing step (Decree 30/2020, article 13).' } },
  { rule: 'register-before-directive', family: 'inbound', target: { job: 'documents:recordDirective:1' }, passes: { job: 'documents:registerInbound:1' },
    message: { vi: 'Có đường chuyển xử lý khi văn bản đến chưa vào sổ (NĐ 30/2020/NĐ-CP, Điều 22).', en: 'A path forwards a document that is not registered (Decree 30/2020, article 22).' } },
];

const sendingElsewhere: readonly Guardrail[] = ['inbound', 'approval'].flatMap((family) =>
  ['mail:send:1', 'axis:sendDocument:1'].map((job) => ({
    rule: 'send-after-issue-only', family, target: { job }, passes: null,
    message: { vi: 'Chỉ quy trình văn bản đi được gửi văn bản ra ngoài, sau khi phát hành (NĐ 30/2020/NĐ-CP, Điều 18).', en: 'Only the outbound process sends documents out, after they are issued (Decree 30/2020, article 18).' },
  })),
);

/** What of the law a variant of this family would break, each at its place on the diagram. */
export function guardrailFindings(familyId: string, model: ProcessModel): LintFinding[] {
  return [...guardrails, ...sendingElsewhere]
    .filter((each) => each.family === familyId)
    .flatMap(({ rule, target, passes, message }) => {
      const open = reachable(model, (element) => passes !== null && isLandmark(model, element, passes));
      const broken = model.elements.filter((element) => open.has(element.index) && (isLandmark(model, element, target) || listensFor(element, target)));
      return broken.map((element) => ({ elementId: element.id, severity: 'error' as const, rule, message }));
    });
}

function isLandmark(model: ProcessModel, element: ElementModel, landmark: Landmark): boolean {
  if ('job' in landmark) return element.job?.type.text === landmark.job;
  if ('kind' in landmark) return element.type === 'userTask' && element.properties['kind'] === landmark.kind;
  if ('calls' in landmark) return element.calledElement?.processId.text === landmark.calls;
  return element.type === 'endEvent' && element.scope === 0 && (element.event === null || element.event.kind === 'none') && model.elements[element.scope]?.type === 'process';
}

/** A listener does the same work as a task; it may break a rule but never satisfies one. */
function listensFor({ listeners, taskListeners }: ElementModel, landmark: Landmark): boolean {
  return 'job' in landmark && [...listeners, ...taskListeners].some((each) => each.type.text === landmark.job);
}

/** Elements that can be reached from any beginning when nothing gets past an element that `stops`: it is left only by what interrupts it. */
function reachable(model: ProcessModel, stops: (element: ElementModel) => boolean): Set<number> {
  const seen = new Set<number>();
  const waiting = model.elements.filter((element) => element.scope === 0 && element.type === 'startEvent').map((element) => element.index).concat(0);
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const element = model.elements[index];
    if (!element || seen.has(index)) continue;
    seen.add(index);
    waiting.push(...element.boundaryEvents, ...(stops(element) ? [] : after(model, element)));
  }
  return seen;
}

/** Where the process may go on from an element, into it and out of it. */
function after(model: ProcessModel, element: ElementModel): number[] {
  const inside = element.type === 'adHocSubProcess' ? model.elements.filter((each) => each.scope === element.index).map((each) => each.index) : element.starts;
  const flows = element.outgoing.map((flow) => model.flows[flow]?.target ?? -1);
  const link = element.event?.kind === 'link' ? [element.event.target] : [];
  return [...inside, ...element.eventSubprocesses, ...flows, ...link, element.compensationHandler];
}
