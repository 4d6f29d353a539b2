import type { ProcessProblem } from './process-model.js';

/** Every reason for which a file is refused. `{x}` is filled in. */
const texts = {
  XML_INVALID: ['The file is not readable BPMN: {detail}', 'Tệp không phải BPMN đọc được: {detail}'],
  NO_PROCESS: ['The file has no executable process. Mark one with isExecutable="true".', 'Tệp không có quy trình nào chạy được. Hãy đánh dấu isExecutable="true".'],
  ID_MISSING: ['{what} has no id. Give it one.', '{what} chưa có mã (id). Hãy đặt mã.'],
  START_MISSING: ['It has nowhere to begin. Add a start event.', 'Chưa có điểm bắt đầu. Hãy thêm sự kiện bắt đầu.'],
  START_AMBIGUOUS: ['It has more than one plain start event. Keep one.', 'Có nhiều sự kiện bắt đầu thường. Chỉ giữ một.'],
  EVENT_START_MISSING: ['An event subprocess needs exactly one start event with a trigger.', 'Quy trình con theo sự kiện phải có đúng một sự kiện bắt đầu có điều kiện kích hoạt.'],
  NOT_SUPPORTED: ['{what} cannot be run. Model it with another element.', 'Chưa chạy được {what}. Hãy dùng phần tử khác.'],
  EXPRESSION_INVALID: ['The expression cannot be read: {detail}', 'Biểu thức không đọc được: {detail}'],
  EXPRESSION_MISSING: ['{what} is missing.', 'Thiếu {what}.'],
  JOB_TYPE_MISSING: ['The task has no job type. Choose a connector or set the task definition type.', 'Bước này chưa có loại việc tự động. Hãy chọn kết nối hoặc đặt loại.'],
  MESSAGE_MISSING: ['No message is chosen, or it has no name.', 'Chưa chọn thông điệp, hoặc thông điệp chưa có tên.'],
  CORRELATION_KEY_MISSING: ['The message has no correlation key. Set the subscription correlation key of the message.', 'Thông điệp chưa có khóa đối chiếu. Hãy đặt khóa đối chiếu của thông điệp.'],
  SIGNAL_MISSING: ['No signal is chosen, or it has no name.', 'Chưa chọn tín hiệu, hoặc tín hiệu chưa có tên.'],
  ERROR_CODE_MISSING: ['A thrown error needs a code.', 'Lỗi được phát ra phải có mã.'],
  ESCALATION_CODE_MISSING: ['A thrown escalation needs a code.', 'Sự kiện leo thang được phát ra phải có mã.'],
  TIMER_INVALID: ['Set exactly one of date, duration, cycle or working days, in ISO 8601.', 'Phải đặt đúng một trong: thời điểm, khoảng thời gian, chu kỳ, số ngày làm việc (theo ISO 8601).'],
  LINK_TARGET_MISSING: ['There is not exactly one link catch event named "{name}" in the same scope.', 'Không có đúng một điểm nối nhận tên "{name}" trong cùng phạm vi.'],
  FLOW_CROSSES_SCOPE: ['A sequence flow may not cross the border of a subprocess.', 'Luồng không được đi qua ranh giới quy trình con.'],
  FLOW_END_INVALID: ['{what} may not have {side} flows.', '{what} không được có luồng {side}.'],
  FLOW_INCOMPLETE: ['A sequence flow needs a source and a target.', 'Luồng phải có điểm đi và điểm đến.'],
  CONDITION_MISSING: ['Every flow out of this gateway but the default needs a condition.', 'Mỗi luồng ra khỏi cổng này, trừ luồng mặc định, phải có điều kiện.'],
  CONDITION_NOT_ALLOWED: ['A flow out of this element cannot have a condition.', 'Luồng ra khỏi phần tử này không được có điều kiện.'],
  EVENT_GATEWAY_TARGET_INVALID: ['An event-based gateway leads only to catching events or receive tasks that nothing else leads to.', 'Cổng theo sự kiện chỉ được dẫn tới sự kiện chờ hoặc bước nhận thông điệp không có luồng vào nào khác.'],
  CALLED_PROCESS_MISSING: ['The called process is not set.', 'Chưa chọn quy trình được gọi.'],
  BOUNDARY_INVALID: ['This event cannot be attached here.', 'Không gắn được sự kiện này ở đây.'],
  LOOP_INVALID: ['A multi-instance needs an input collection or a number of times, a loop a condition or a maximum.', 'Bước thực hiện nhiều lần cần danh sách đầu vào hoặc số lần; vòng lặp cần điều kiện hoặc số lần tối đa.'],
  BINDING_INVALID: ['Binding "versionTag" needs a version tag.', 'Kiểu gắn "versionTag" cần nhãn phiên bản.'],
  CANCEL_INVALID: ['A cancel end event belongs directly into a transaction that has a cancel boundary event.', 'Sự kiện hủy phải nằm ngay trong một giao dịch có gắn sự kiện biên hủy.'],
  COMPENSATION_HANDLER_INVALID: ['A compensation boundary event needs exactly one association to an activity that is for compensation.', 'Sự kiện bù hoàn phải nối tới đúng một bước dùng để bù hoàn.'],
} as const satisfies Record<string, readonly [string, string]>;

export type ProblemCode = keyof typeof texts;

export interface ProblemPlace {
  readonly attribute?: string;
  readonly position?: { readonly from: number; readonly to: number };
}

/** Gathers problems, so that the author sees all of them at once. */
export class Problems {
  private readonly found: ProcessProblem[] = [];

  get all(): readonly ProcessProblem[] {
    return this.found;
  }

  add(elementId: string | null, code: ProblemCode, facts: Readonly<Record<string, string>> = {}, place: ProblemPlace = {}): void {
    const [en, vi] = texts[code];
    this.found.push({ elementId, code, reason: fill(en, facts), reasonVi: fill(vi, facts), ...place });
  }
}

function fill(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '…');
}
