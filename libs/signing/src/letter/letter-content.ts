/** What an official letter says; the form of the page comes from NĐ 30/2020/NĐ-CP, Phụ lục I. Times are not needed. */
export interface LetterContent {
  /** Cơ quan chủ quản; absent where there is none above. */
  readonly parentAgency?: string;
  readonly agency: string;
  /** What stands after the number: `/SGDĐT-GDTrH`. */
  readonly notation: string;
  /** Địa danh. */
  readonly place: string;
  /** Printed until `fillIssueNumber` says otherwise. */
  readonly year: number;
  /** Tên loại: `Thông báo`; absent for a công văn, whose subject then stands under the number as "V/v …". */
  readonly typeName?: string;
  /** Trích yếu. */
  readonly subject: string;
  /** Kính gửi; none for kinds of documents that have no addressee. */
  readonly addressees: readonly string[];
  /** One paragraph each; blank ones are dropped. */
  readonly paragraphs: readonly string[];
  /** Nơi nhận, line by line, without dashes: `Như trên`, `Lưu: VT, GDTrH`. */
  readonly recipients: readonly string[];
  /** Quyền hạn, chức vụ, line by line: `KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`. */
  readonly authority: readonly string[];
  readonly signerName: string;
  /** Dấu chỉ mức độ khẩn. */
  readonly urgency?: 'Khẩn' | 'Thượng khẩn' | 'Hỏa tốc';
}
