import type { Channel, DocumentStatus, DocumentType, FileRole, LinePurpose, Role } from '@vanthu/model';

/** Every sentence of the screen in Vietnamese. `Dictionary` is its shape: a key missing in another language is a type error. */
export const vi = {
  app: { name: 'Văn thư', tagline: 'Văn bản đến · văn bản đi · trình ký' },
  act: {
    cancel: 'Thôi', close: 'Đóng', retry: 'Thử lại', reload: 'Tải lại', back: 'Quay lại', more: 'Xem thêm', open: 'Mở', remove: 'Bỏ',
    download: 'Tải về', print: 'In', save: 'Lưu', loading: 'Đang tải…', choose: 'Chọn', clear: 'Xóa bộ lọc', add: 'Thêm',
  },
  session: {
    title: 'Đăng nhập', username: 'Tên đăng nhập', password: 'Mật khẩu', signIn: 'Đăng nhập', signingIn: 'Đang đăng nhập…', signOut: 'Đăng xuất',
    usernameMissing: 'Hãy nhập tên đăng nhập.', passwordMissing: 'Hãy nhập mật khẩu.', showPassword: 'Hiện mật khẩu', hidePassword: 'Ẩn mật khẩu',
    expired: 'Phiên làm việc đã hết', expiredText: 'Đăng nhập lại để làm tiếp. Những gì bạn đã nhập vẫn còn trên trang này.',
    forgotten: 'Quên mật khẩu? Hãy liên hệ quản trị hệ thống của cơ quan.',
    actingIn: 'Đơn vị đang làm việc', account: 'Tài khoản', language: 'Ngôn ngữ',
  },
  shell: {
    tasks: 'Việc của tôi', inbound: 'Văn bản đến', outbound: 'Văn bản đi', registers: 'Sổ văn bản', routing: 'Quy trình', operations: 'Vận hành',
    search: 'Tìm văn bản, số ký hiệu, trích yếu…', searchLabel: 'Tìm trong mọi văn bản', collapse: 'Thu gọn thanh bên', expand: 'Mở rộng thanh bên',
    menu: 'Mở danh mục', skip: 'Tới nội dung', navigation: 'Danh mục chính', help: 'Phím tắt', offline: 'Mất kết nối tới máy chủ. Trang tự thử lại.',
    notAllowed: 'Bạn không có quyền vào trang này.', notFound: 'Không có trang này.', toTasks: 'Về Việc của tôi',
  },
  keys: {
    title: 'Phím tắt', next: 'Xuống dòng sau', previous: 'Lên dòng trước', open: 'Mở', claim: 'Nhận việc', complete: 'Hoàn thành (nút chính)',
    sendBack: 'Trả lại', search: 'Tìm', help: 'Trợ giúp này', inbox: 'Danh sách việc', task: 'Trang việc', everywhere: 'Mọi trang',
  },
  problem: {
    code: 'Mã', network: 'Không kết nối được tới máy chủ. Dữ liệu bạn nhập vẫn còn trên trang này; hãy kiểm tra mạng rồi thử lại.',
    unknown: 'Có lỗi ngoài dự kiến. Dữ liệu bạn nhập vẫn còn trên trang này; hãy thử lại.', networkTitle: 'Mất kết nối', title: 'Chưa thực hiện được',
  },
  inbox: {
    title: 'Việc của tôi', filters: 'Lọc việc', all: 'Tất cả', mine: 'Tôi đã nhận', group: 'Của nhóm, chưa ai nhận',
    notation: 'Số/ký hiệu', subject: 'Trích yếu', counterpart: 'Nơi gửi / soạn', step: 'Bước', due: 'Hạn xử lý', received: 'Chuyển đến',
    claim: 'Nhận việc', claimed: (subject: string) => `Đã nhận việc: ${subject}`, noNotation: 'Chưa có số', noSubject: '(chưa có trích yếu)',
    fresh: (count: number) => `${count} việc mới`, showFresh: 'Hiện', shown: (count: number) => `Đang hiện ${count} việc`,
    emptyAll: 'Bạn không có việc nào đang chờ.', emptyAllHint: 'Việc mới sẽ tự hiện ở đây khi có văn bản được chuyển đến bạn hoặc nhóm của bạn.',
    emptyMine: 'Bạn chưa nhận việc nào.', emptyMineHint: 'Việc của nhóm chưa ai nhận nằm ở bộ lọc bên cạnh.',
    emptyGroup: 'Nhóm của bạn không có việc nào chờ nhận.', emptyGroupHint: 'Nhóm được xác định theo vai trò và đơn vị của bạn; nếu thấy thiếu, hãy hỏi quản trị đơn vị.',
    showAll: 'Xem tất cả', showGroup: 'Xem việc của nhóm', taken: 'Việc này không còn trong danh sách.',
  },
  due: {
    overdue: (days: number) => `Quá hạn ${days} ngày`, overdueHours: 'Quá hạn hôm nay', today: 'Hạn hôm nay', tomorrow: 'Hạn ngày mai',
    inDays: (days: number) => `Còn ${days} ngày`, none: 'Không hạn', on: (date: string) => `Hạn ${date}`,
  },
  urgency: ['Thường', 'Khẩn', 'Thượng khẩn', 'Hỏa tốc'],
  secrecy: ['Không mật', 'Mật', 'Tối mật', 'Tuyệt mật'],
  task: {
    paper: 'Văn bản', form: 'Xử lý', claimToAct: 'Nhận việc để xử lý', unclaim: 'Trả về nhóm', givenBack: 'Đã trả việc về nhóm.', me: 'Tôi', claimHint: 'Việc này của cả nhóm. Nhận việc thì người khác trong nhóm biết bạn đang làm.',
    cannotAct: 'Bạn xem được nhưng không xử lý được việc này', closed: 'Việc này đã xong', closedText: 'Không còn gì phải làm ở bước này. Xem diễn biến ở trang văn bản.',
    reason: 'Lý do', reasonFor: (act: string) => `Lý do ${act.toLocaleLowerCase('vi')}`, reasonMissing: 'Hãy ghi lý do.', reasonHint: 'Người nhận lại việc sẽ đọc lý do này.',
    done: (act: string) => `Đã xong: ${act}`, toDocument: 'Trang văn bản', fieldsWrong: (count: number) => `${count} mục chưa đúng, đã được đánh dấu ở từng mục.`,
    noPaper: 'Chưa có tệp nào', noPaperHint: 'Tệp sẽ hiện ở đây khi văn bản có tệp.', sure: 'Việc này không hoàn tác được', working: 'Đang thực hiện…',
    formFailed: 'Không vẽ được biểu mẫu của bước này.', assignee: 'Người xử lý', step: 'Bước', otherPane: 'Xem văn bản', unclaimed: 'Chưa ai nhận',
    duplicates: (count: number) => (count === 1 ? 'Có thể trùng với một văn bản đã có' : `Có thể trùng với ${count} văn bản đã có`),
    duplicatesHint: 'Cùng nơi gửi, số/ký hiệu và ngày. Hãy mở ra so sánh.', arrivalNumber: (n: number) => `Số đến ${n}`, arrivalNumberGiven: (n: number) => `Đã vào sổ, số đến ${n}`, issueNumberGiven: (notation: string) => `Đã cấp số ${notation}`,
    optional: 'không bắt buộc', signHint: 'Chữ ký được đặt lên đúng tệp PDF đang xem. Sau khi ký, nội dung không sửa được nữa.', sealHint: 'Chữ ký số của cơ quan được đặt sau chữ ký của người có thẩm quyền và sau khi đã cấp số.', noForm: 'Bước này không có gì phải nhập.', stillHere: 'Dữ liệu bạn nhập vẫn còn trên trang này.',
  },
  form: {
    required: 'Phải nhập mục này.', min: (value: string) => `Không nhỏ hơn ${value}.`, max: (value: string) => `Không lớn hơn ${value}.`,
    minLength: (value: string) => `Ít nhất ${value} ký tự.`, maxLength: (value: string) => `Nhiều nhất ${value} ký tự.`, email: 'Địa chỉ thư chưa đúng.', phone: 'Số điện thoại chưa đúng.',
    pattern: 'Chưa đúng mẫu quy định.', search: 'Tìm', select: 'Chọn', noResults: 'Không có kết quả', allSelected: 'Đã chọn hết', dateFormat: 'nn/tt/nnnn', addNew: 'Thêm dòng', removeRow: 'Bỏ dòng',
  },
  draft: {
    title: 'Dự thảo', type: 'Loại văn bản', subject: 'Trích yếu', body: 'Nội dung', bodyHint: 'Đúng từng chữ như sẽ gửi đi. Sửa sau khi duyệt thì phải trình duyệt lại.', urgency: 'Độ khẩn', secrecy: 'Độ mật',
    recipients: 'Nơi nhận', addUnit: 'Thêm đơn vị hoặc địa chỉ thư', addUnitHint: 'Gõ tên đơn vị, hoặc một địa chỉ thư điện tử.', purpose: 'Để', useEmail: (email: string) => `Gửi tới địa chỉ thư ${email}`,
    noUnit: 'Không thấy đơn vị nào tên như vậy. Có thể nhập thẳng địa chỉ thư điện tử.', save: 'Lưu dự thảo', saved: (time: string) => `Đã lưu lúc ${time}`, unsaved: 'Có thay đổi chưa lưu',
    saving: 'Đang lưu…', livePreview: 'Bản xem trước khi soạn. Số, ngày và chữ ký được điền khi phát hành; tệp PDF được lập khi trình duyệt.', preview: 'Xem trước', answered: 'Văn bản được trả lời', file: 'Tệp đã lập', files: 'Tệp đính kèm', addFiles: 'Đính kèm tệp', uploading: (name: string) => `Đang tải lên ${name}…`,
    secretRefused: 'Văn bản mật không được đưa vào hệ thống (Luật Bảo vệ bí mật nhà nước). Không lưu, không gửi được dự thảo này. Hãy xử lý bằng giấy theo chế độ mật.',
    subjectMissing: 'Hãy ghi trích yếu.', bodyMissing: 'Hãy soạn nội dung.', recipientsMissing: 'Hãy thêm ít nhất một nơi nhận.', leave: 'Dự thảo có thay đổi chưa lưu. Rời trang này?', removeRecipient: (name: string) => `Bỏ nơi nhận ${name}`,
    capability: { axis: 'Trục', mail: 'Thư', guest: 'Khách', paper: 'Giấy' }, noRecipients: 'Chưa có nơi nhận nào.',
  },
  signing: {
    sign: 'Ký ban hành', seal: 'Ký số cơ quan', connecting: 'Đang tìm thiết bị ký trên máy này…', chooseCertificate: 'Chứng thư số', chooseTitle: 'Chọn chứng thư số để ký',
    validUntil: (date: string) => `Hết hạn ${date}`, expired: (date: string) => `Đã hết hạn ${date}`, issuer: (name: string) => `Cấp bởi ${name}`, continue: 'Tiếp tục, nhập mã PIN', preparing: 'Đang chuẩn bị văn bản để ký…', enterPin: 'Nhập mã PIN ở khung dưới đây',
    pinSafe: 'Khung này do phần mềm ký trên máy bạn mở ra. Mã PIN không đi qua trang này và không lên máy chủ.', frame: 'Khung nhập mã PIN của phần mềm ký', finishing: 'Đang gắn chữ ký vào văn bản và kiểm tra…',
    done: 'Đã ký', doneText: 'Chữ ký đã được gắn vào văn bản và kiểm tra hợp lệ.', agentMissing: 'Chưa thấy phần mềm ký trên máy này',
    agentHelp: ['Cắm thiết bị ký số (USB token) vào máy.', 'Mở phần mềm “Vanthu – Ký số” (biểu tượng ở khay hệ thống).', 'Bấm “Thử lại”.'], agentAddress: (url: string) => `Trang tìm phần mềm ký tại ${url}.`,
    noCertificate: 'Thiết bị ký không có chứng thư số nào', noCertificateHelp: 'Kiểm tra thiết bị đã cắm đúng chưa, rồi thử lại. Nếu vẫn vậy, liên hệ nơi cấp chứng thư số.',
    cancelled: 'Bạn đã hủy ở khung nhập mã PIN', cancelledHelp: 'Chưa có gì được ký. Văn bản và việc vẫn nguyên.', failed: 'Thiết bị ký báo lỗi', failedHelp: 'Chưa có gì được ký. Nếu mã PIN bị khóa, liên hệ nơi cấp thiết bị; không thử mã thêm.',
    timedOut: 'Hết thời gian chờ nhập mã PIN', again: 'Ký lại', summary: 'Văn bản sẽ ký', nothingSigned: 'Chưa có gì được ký. Văn bản và việc vẫn nguyên.',
  },
  documents: {
    inboundTitle: 'Văn bản đến', outboundTitle: 'Văn bản đi', searchTitle: 'Kết quả tìm kiếm', newInbound: 'Tiếp nhận văn bản giấy', newOutbound: 'Soạn văn bản', filter: 'Lọc theo trạng thái', anyStatus: 'Mọi trạng thái',
    find: 'Tìm trong danh sách', arrivalNumber: 'Số đến', issueNumber: 'Số đi', notation: 'Số/ký hiệu', date: 'Ngày văn bản', subject: 'Trích yếu', sender: 'Nơi gửi', drafter: 'Đơn vị soạn', status: 'Trạng thái', due: 'Hạn xử lý', direction: 'Loại',
    empty: 'Không có văn bản nào trong bộ lọc này.', emptyHint: 'Thử bỏ bớt điều kiện lọc. Tìm có dấu hay không dấu đều được.', emptyAtAll: 'Chưa có văn bản nào.', emptySearch: (q: string) => `Không tìm thấy văn bản nào có “${q}”.`, searchFirst: 'Gõ điều cần tìm vào ô ở trên.', archived: 'Đã lưu trữ',
    count: (n: number, more: boolean) => (more ? `Đang hiện ${n} văn bản đầu` : `${n} văn bản`), inbound: 'Đến', outbound: 'Đi', noNotation: 'Chưa có số',
  },
  newInbound: {
    title: 'Tiếp nhận văn bản giấy', sender: 'Nơi gửi', notation: 'Số/ký hiệu', date: 'Ngày văn bản', subject: 'Trích yếu', type: 'Loại văn bản', urgency: 'Độ khẩn', secrecy: 'Độ mật', files: 'Bản số hóa', chooseFiles: 'Chọn tệp', filesHint: 'PDF, Office, ảnh hoặc văn bản thuần.',
    save: 'Tiếp nhận', saving: 'Đang tiếp nhận…', senderMissing: 'Hãy ghi nơi gửi.', subjectMissing: 'Hãy ghi trích yếu.', dropHere: 'Kéo tệp vào đây hoặc',
    secretRefused: 'Văn bản mật không được đưa vào hệ thống (Luật Bảo vệ bí mật nhà nước). Không tệp nào được lưu. Hãy xử lý bằng giấy theo chế độ mật.',
  },
  refusals: {
    title: 'Đã từ chối khi đến', hint: 'Chỉ giữ lại việc có gửi đến, qua kênh nào và lý do từ chối; không giữ tệp hay nội dung nào.', at: 'Đến lúc', channel: 'Qua kênh', reason: 'Lý do', empty: 'Chưa từ chối lần gửi nào.', emptyHint: 'Văn bản mật gửi nhầm vào hệ thống bị từ chối và được ghi ở đây.',
    reasons: { SECRET_REFUSED: 'Văn bản mật không được đưa vào hệ thống' } as Record<string, string>, otherReason: (code: string) => `Không tiếp nhận được (${code})`,
  },
  document: {
    archivedCase: 'Hồ sơ lưu trữ', archivedAt: 'Lưu tại',
    tabs: { paper: 'Văn bản', trail: 'Diễn biến', recipients: 'Nơi nhận', links: 'Liên quan' }, facts: 'Thông tin', files: 'Tệp', body: 'Nội dung', notation: 'Số/ký hiệu', date: 'Ngày văn bản', sender: 'Nơi gửi', email: 'Thư điện tử', organId: 'Mã định danh', channel: 'Đến qua',
    arrival: 'Số đến', arrivalDate: 'Ngày đến', issue: 'Số đi', issueDate: 'Ngày phát hành', register: 'Sổ', type: 'Loại', urgency: 'Độ khẩn', signer: 'Người ký', agency: 'Cơ quan', due: 'Hạn xử lý', status: 'Trạng thái', created: 'Vào hệ thống',
    approval: 'Duyệt', approvedBy: (who: string, title: string, at: string) => `${who}, ${title}, duyệt lúc ${at}`, directive: 'Ý kiến chỉ đạo', directiveBy: (who: string, at: string) => `${who}, ${at}`, lead: 'Chủ trì', coordinate: 'Phối hợp', inform: 'Để biết', workingDays: (n: number) => `${n} ngày làm việc`,
    verification: 'Kiểm tra chữ ký số', checkedAt: (at: string) => `Kiểm tra lúc ${at}`, covers: 'Chữ ký phủ toàn bộ tệp', coversPart: 'Tệp có thêm nội dung sau chữ ký này', signedAt: (at: string) => `Ký lúc ${at}`, issuedBy: (name: string) => `Cấp bởi ${name}`, serial: (n: string) => `Số hiệu ${n}`,
    message: 'Thông điệp edXML của bên gửi', messageResult: { valid: 'Chữ ký hợp lệ', invalid: 'Chữ ký không hợp lệ', unverifiable: 'Không kiểm tra được', unsigned: 'Không có chữ ký' },
    overall: { valid: 'Chữ ký hợp lệ', invalid: 'Chữ ký không hợp lệ', unverifiable: 'Không kiểm tra được chữ ký', unsigned: 'Không có chữ ký số' }, result: { valid: 'Hợp lệ', invalid: 'Không hợp lệ', unverifiable: 'Không kiểm tra được' }, kind: { person: 'Chữ ký cá nhân', organisation: 'Chữ ký cơ quan', unknown: 'Không rõ loại chữ ký' },
    where: 'Đang ở đâu', whereHint: 'Đường đã đi và chỗ đang đứng trên sơ đồ quy trình.', showDiagram: 'Xem trên sơ đồ', hideDiagram: 'Ẩn sơ đồ', done: 'Đã qua', active: 'Đang ở đây', incident: 'Đang có sự cố', noTrail: 'Chưa có diễn biến nào.', system: 'Hệ thống', noDiagram: 'Văn bản này không chạy theo quy trình nào.',
    noRecipients: 'Chưa có nơi nhận.', noRecipientsHint: 'Nơi nhận được ghi khi soạn dự thảo.', recipient: 'Nơi nhận', purpose: 'Để', channels: 'Gửi qua', delivery: 'Tình trạng', policy: 'Theo quy tắc', noPaper: 'không gửi bản giấy', channelLater: 'Chọn khi phát hành', noLinks: 'Không có văn bản liên quan.', noLinksHint: 'Văn bản trả lời và văn bản được trả lời hiện ở đây.', replyTo: 'Trả lời cho', repliedBy: 'Được trả lời bằng', reply: 'Soạn văn bản trả lời',
    deliveries: { pending: 'Chờ gửi', sent: 'Đã gửi', failed: 'Gửi không được', done: 'Đã xong' }, unread: 'Chưa có phản hồi', sentMessage: 'Thông điệp đã gửi', openTask: 'Việc đang chờ', diagramFailed: 'Không vẽ được sơ đồ.', zoomFit: 'Vừa khung', zoomIn: 'Phóng to', zoomOut: 'Thu nhỏ',
  },
  status: {
    received: 'Chờ tiếp nhận', refused: 'Đã từ chối', registered: 'Đã vào sổ', directed: 'Đã có ý kiến chỉ đạo', inProgress: 'Đang xử lý', completed: 'Đã xử lý xong', recalled: 'Đã thu hồi',
    draft: 'Dự thảo', submitted: 'Đang trình', sentBack: 'Bị trả lại', signed: 'Đã ký, chờ cấp số', numbered: 'Đã cấp số', sealed: 'Đã ký số cơ quan', issued: 'Đã phát hành',
  } satisfies Record<DocumentStatus, string>,
  channel: { axis: 'Trục liên thông', mail: 'Thư điện tử', guest: 'Tài khoản khách', paper: 'Giấy' } satisfies Record<Channel, string>,
  purpose: { execute: 'thực hiện', report: 'báo cáo', inform: 'để biết', coordinate: 'phối hợp', keep: 'lưu' } satisfies Record<LinePurpose, string>,
  fileRole: { main: 'Văn bản', attachment: 'Đính kèm', original: 'Bản gốc nhận được', signed: 'Bản đã ký', numbered: 'Bản đã cấp số', issued: 'Bản phát hành' } satisfies Record<FileRole, string>,
  role: { clerk: 'Văn thư', leader: 'Lãnh đạo', unitHead: 'Trưởng đơn vị', specialist: 'Chuyên viên', formatChecker: 'Kiểm tra thể thức', unitAdmin: 'Quản trị đơn vị', operator: 'Vận hành', systemAdmin: 'Quản trị hệ thống' } satisfies Record<Role, string>,
  axisStatus: { '01': 'Đã đến', '02': 'Bị từ chối', '03': 'Đã tiếp nhận', '04': 'Đã phân công', '05': 'Đang xử lý', '06': 'Đã hoàn thành', '13': 'Xin lấy lại', '15': 'Đồng ý lấy lại', '16': 'Từ chối lấy lại' } as Record<string, string>,
  documentType: {
    NQ: 'Nghị quyết', QĐ: 'Quyết định', CT: 'Chỉ thị', QC: 'Quy chế', QyĐ: 'Quy định', TC: 'Thông cáo', TB: 'Thông báo', HD: 'Hướng dẫn', CTr: 'Chương trình', KH: 'Kế hoạch', PA: 'Phương án', ĐA: 'Đề án', DA: 'Dự án', BC: 'Báo cáo', BB: 'Biên bản', TTr: 'Tờ trình',
    HĐ: 'Hợp đồng', CV: 'Công văn', CĐ: 'Công điện', BGN: 'Bản ghi nhớ', BTT: 'Bản thỏa thuận', GUQ: 'Giấy ủy quyền', GM: 'Giấy mời', GGT: 'Giấy giới thiệu', GNP: 'Giấy nghỉ phép', PG: 'Phiếu gửi', PC: 'Phiếu chuyển', PB: 'Phiếu báo', TCg: 'Thư công',
  } satisfies Record<DocumentType, string>,
  paper: {
    page: 'Trang', of: (n: number) => `/ ${n}`, zoomIn: 'Phóng to', zoomOut: 'Thu nhỏ', fitWidth: 'Vừa bề ngang', find: 'Tìm trong văn bản', findNext: 'Chỗ sau', findPrevious: 'Chỗ trước', matches: (current: number, total: number) => `${current}/${total}`, noMatches: 'Không thấy',
    loading: 'Đang mở tệp…', failed: 'Không mở được tệp này.', failedHint: 'Hãy tải tệp về và mở bằng phần mềm trên máy.', notShown: 'Loại tệp này không xem được ngay trên trang.', file: 'Tệp', previousPage: 'Trang trước', nextPage: 'Trang sau', viewer: 'Văn bản', version: (n: number) => `lần ${n}`,
  },
  registers: {
    title: 'Sổ văn bản', register: 'Sổ', year: 'Năm', nextNumber: (n: number) => `Số tiếp theo: ${n}`, print: 'In sổ', preparing: 'Đang lấy hết các dòng để in…', empty: 'Sổ này chưa có dòng nào.', emptyHint: 'Văn bản được ghi vào sổ khi đăng ký (đến) hoặc cấp số (đi).', none: 'Không có sổ nào bạn được xem.', noneHint: 'Văn thư và lãnh đạo xem sổ của cơ quan mình. Hãy hỏi quản trị đơn vị nếu bạn cần.',
    inboundColumns: ['Ngày đến', 'Số đến', 'Tác giả', 'Số, ký hiệu văn bản', 'Ngày tháng văn bản', 'Tên loại và trích yếu nội dung', 'Đơn vị hoặc người nhận', 'Ngày chuyển', 'Ký nhận', 'Ghi chú'],
    outboundColumns: ['Số, ký hiệu văn bản', 'Ngày tháng văn bản', 'Tên loại và trích yếu nội dung', 'Người ký', 'Nơi nhận văn bản', 'Đơn vị, người nhận bản lưu', 'Số lượng bản', 'Ngày chuyển', 'Ký nhận', 'Ghi chú'],
    inboundHeading: 'SỔ ĐĂNG KÝ VĂN BẢN ĐẾN', outboundHeading: 'SỔ ĐĂNG KÝ VĂN BẢN ĐI', yearHeading: (year: number) => `Năm ${year}`, shown: (n: number, more: boolean) => (more ? `Đang hiện ${n} dòng đầu` : `${n} dòng`),
  },
  routing: {
    title: 'Quy trình', hint: 'Mỗi đơn vị có thể vẽ đường đi riêng cho văn bản của mình. Đơn vị chưa vẽ thì dùng của cấp trên gần nhất, hoặc bản gốc.', family: 'Quy trình', unit: 'Đơn vị', usedFrom: 'Đang dùng của', base: 'Bản gốc', version: (n: number) => `bản ${n}`, since: (date: string) => `hiệu lực từ ${date}`, variants: 'Biến thể của đơn vị', noVariants: 'Chưa đơn vị nào có biến thể', variantCount: (n: number) => `${n} đơn vị có biến thể`, edit: 'Xem và sửa', none: 'Chưa có quy trình nào.', noneHint: 'Quy trình được nạp khi hệ thống khởi động lần đầu.',
    publish: 'Xuất bản cho đơn vị', publishTitle: (unit: string) => `Xuất bản cho ${unit}`, publishText: 'Văn bản bắt đầu từ ngày hiệu lực sẽ đi theo đường này. Văn bản đang chạy giữ nguyên đường cũ.', effectiveFrom: 'Hiệu lực từ', publishing: 'Đang xuất bản…', published: (unit: string) => `Đã xuất bản cho ${unit}.`, problems: 'Lỗi và cảnh báo', noProblems: 'Không có lỗi. Có thể xuất bản.', checking: 'Đang kiểm tra…', errorCount: (n: number) => `${n} lỗi`, warningCount: (n: number) => `${n} cảnh báo`,
    error: 'Lỗi', warning: 'Cảnh báo', goTo: 'Tới chỗ này trên sơ đồ', unsaved: 'Có thay đổi chưa xuất bản', leave: 'Quy trình có thay đổi chưa xuất bản. Rời trang này?', properties: 'Thuộc tính', hideProperties: 'Ẩn thuộc tính', showProperties: 'Hiện thuộc tính', undo: 'Hoàn tác', redo: 'Làm lại', fit: 'Vừa khung', discard: 'Bỏ thay đổi', exportXml: 'Tải tệp BPMN', cannotPublish: 'Còn lỗi nên chưa xuất bản được.', opening: 'Đang mở sơ đồ…', openFailed: 'Không mở được sơ đồ này.', notChecked: 'Chưa kiểm tra được; máy chủ sẽ kiểm tra khi xuất bản.', narrow: 'Màn hình hẹp: xem được sơ đồ; nên sửa trên máy tính.',
  },
  operations: {
    title: 'Vận hành', incidents: 'Sự cố đang mở', process: 'Quy trình', step: 'Bước', what: 'Sự cố', since: 'Từ lúc', document: 'Văn bản', retry: 'Thử lại', retrying: 'Đang thử lại…', resolved: 'Đã cho chạy lại. Nếu lỗi còn, sự cố sẽ hiện lại.', empty: 'Không có sự cố nào.', emptyHint: 'Mọi bước tự động đang chạy bình thường.', refresh: 'Làm mới', copy: 'Mã trường hợp',
  },
};

export type Dictionary = typeof vi;
