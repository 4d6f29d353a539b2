import type { EdocMessage, StatusMessage } from '../messages.js';

const pdf = new TextEncoder().encode('%PDF-1.7\n%mẫu\n');

/** A document of a fictional department to a fictional school; every optional part filled in. */
export function sampleEdoc(changes: Partial<EdocMessage> = {}): EdocMessage {
  return {
    from: {
      organId: 'Z01.05', organizationInCharge: 'UBND tỉnh Mẫu', organName: 'Sở Giáo dục và Đào tạo tỉnh Mẫu',
      organAdd: 'Số 1, phố Thử Nghiệm', email: 'vanthu.sogddt@mau.example',
    },
    to: [{ organId: 'Z01.05.12', organName: 'Trường THPT Mẫu 1' }],
    documentId: 'Z01.05,2026/10/04,2700/SGDĐT-VP',
    code: { number: '2700', notation: 'SGDĐT-VP' },
    promulgationPlace: 'Mẫu',
    promulgationDate: '2026-10-04',
    documentType: { type: '2', typeDetail: '18', typeName: 'Công văn' },
    subject: 'V/v tăng cường quản lý văn bản, tài liệu điện tử trên môi trường mạng',
    content: 'Quản lý văn bản điện tử',
    signer: { competence: 'KT. GIÁM ĐỐC', position: 'Phó Giám đốc', fullName: 'Người Ký Mẫu' },
    dueDate: '2026-10-15',
    toPlaces: ['Như trên', 'Lưu: VT, VP'],
    otherInfo: { priority: 1, typerNotation: 'VP', promulgationAmount: 1, pageAmount: 4, direction: false, appendixes: ['Phụ lục mẫu báo cáo'] },
    responseFor: [],
    steeringType: 1,
    responseForTasks: [],
    traces: [{ organId: 'Z01.05', timestamp: '2026-10-04T09:15:00+07:00' }],
    business: {
      type: 0, reason: 'Văn bản điện tử mới', hasPaper: false,
      staff: { department: 'Văn thư', staff: 'Văn Thư Mẫu 01' }, replacements: [],
    },
    attachments: [{ contentId: '1', name: '2700_SGDĐT-VP.pdf', description: 'Bản chính', contentType: 'application/pdf', content: pdf }],
    ...changes,
  };
}

export function sampleStatus(changes: Partial<StatusMessage> = {}): StatusMessage {
  return {
    from: { organId: 'Z01.05.12', organName: 'Trường THPT Mẫu 1' },
    responseFor: {
      organId: 'Z01.05', code: '2700/SGDĐT-VP', promulgationDate: '2026-10-04', documentId: 'Z01.05,2026/10/04,2700/SGDĐT-VP',
    },
    staff: { department: 'Văn phòng', staff: 'Văn Thư Mẫu 02' },
    statusCode: '03',
    description: 'Đã vào sổ văn bản đến, số đến 15',
    timestamp: '2026-10-04T10:02:11+07:00',
    ...changes,
  };
}
