import type { FeelError } from '../syntax/parse.js';
import type { FeelKind } from '../values/value.js';

/** A sentence in English and in Vietnamese. */
export interface HintText {
  readonly message: string;
  readonly messageVi: string;
}

const KINDS_VI: Readonly<Record<FeelKind, string>> = {
  'null': 'rỗng (null)',
  'boolean': 'đúng/sai',
  'string': 'chuỗi',
  'number': 'số',
  'list': 'danh sách',
  'context': 'nhóm mục (context)',
  'date': 'ngày',
  'time': 'giờ',
  'date and time': 'ngày giờ',
  'years and months duration': 'khoảng năm tháng',
  'days and time duration': 'khoảng ngày giờ',
  'range': 'khoảng giá trị',
  'function': 'hàm',
};

function text(message: string, messageVi: string): HintText {
  return { message, messageVi };
}

function vi(kind: FeelKind): string {
  return KINDS_VI[kind];
}

/** What each hint says. */
export const HINT_TEXTS = {
  noMoment: (literal: string) => text(`@${JSON.stringify(literal)} is no date, time or duration.`, `@${JSON.stringify(literal)} không phải ngày, giờ hay khoảng thời gian.`),
  noType: () => text('The type is unknown.', 'Không có kiểu dữ liệu này.'),
  noVariable: (name: string) => text(`There is no variable "${name}".`, `Không có biến "${name}".`),
  noFunction: (name: string) => text(`There is no function "${name}".`, `Không có hàm "${name}".`),
  noNegative: (kind: FeelKind) => text(`A ${kind} has no negative.`, `Không lấy được số đối của ${vi(kind)}.`),
  noOperation: (left: FeelKind, sign: string, right: FeelKind) => text(`There is no ${left} ${sign} ${right}.`, `Không có phép tính ${vi(left)} ${sign} ${vi(right)}.`),
  notComparable: (left: FeelKind, right: FeelKind) => text(`A ${left} cannot be compared with a ${right}.`, `Không so sánh được ${vi(left)} với ${vi(right)}.`),
  operandNotBoolean: (sign: string, kind: FeelKind) => text(`An operand of "${sign}" is ${kind}, not boolean.`, `Vế của "${sign}" là ${vi(kind)}, không phải đúng/sai.`),
  conditionNotBoolean: (kind: FeelKind) => text(`The condition is ${kind}, not boolean.`, `Điều kiện là ${vi(kind)}, không phải đúng/sai.`),
  filterNotBoolean: (kind: FeelKind) => text(`The filter is ${kind}.`, `Điều kiện lọc là ${vi(kind)}.`),
  noEntry: (name: string) => text(`The context has no entry "${name}".`, `Không có mục "${name}".`),
  noPart: (kind: FeelKind, name: string) => text(`A ${kind} has no "${name}".`, `Giá trị kiểu ${vi(kind)} không có mục "${name}".`),
  wrongArguments: (name: string) => text(`The arguments do not fit "${name}".`, `Tham số không hợp với hàm "${name}".`),
  notCallable: (kind: FeelKind) => text(`A ${kind} cannot be called.`, `Không gọi được ${vi(kind)} như một hàm.`),
  keyTwice: (key: string) => text(`The key "${key}" stands twice.`, `Mục "${key}" bị lặp.`),
  notExpected: (kind: FeelKind, expected: FeelKind) => text(`It gives a ${kind}; needed is ${expected}.`, `Kết quả là ${vi(kind)}; ở đây cần ${vi(expected)}.`),
} as const;

/** Why a text cannot be read. */
export function syntaxText({ code, message, position }: FeelError, source: string): HintText {
  switch (code) {
    case 'FEEL_EMPTY':
      return text(message, 'Biểu thức trống.');
    case 'FEEL_TOO_LONG':
      return text(message, 'Biểu thức quá dài.');
    case 'FEEL_TOO_DEEP':
      return text(message, 'Biểu thức lồng quá sâu.');
    case 'FEEL_SYNTAX':
      return text(message, position.to > position.from ? `Không đọc được từ chỗ ${JSON.stringify(source.slice(position.from, position.to))}.` : 'Biểu thức chưa hết.');
  }
}
