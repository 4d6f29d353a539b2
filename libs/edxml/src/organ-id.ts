const maxLength = 35;
const newForm = /^[A-Y]\d{2}(\.[A-Z0-9]{2,3})*$/;
const oldForm = /^([0-9A-Z]{2,3}\.){2,3}[A-Y]\d{2}$/;
const newTestForm = /^[A-Z]\d{2}(\.[A-Z0-9]{2,3})*$/;
const oldTestForm = /^([0-9A-Z]{2,3}\.){2,3}[A-Z]\d{2}$/;

export interface OrganIdOptions {
  /** Level-1 letter Z lies outside what can be issued, so sample organisations carry it. Off by default. */
  readonly allowTestCodes?: boolean;
}

/** The form of an organisation identifier: `new` (QĐ 20/2020/QĐ-TTg), `old` (QCVN 102:2016), or null when it is neither. */
export function organIdForm(organId: string, options: OrganIdOptions = {}): 'new' | 'old' | null {
  if (organId.length > maxLength) return null;
  const [asNew, asOld] = options.allowTestCodes ? [newTestForm, oldTestForm] : [newForm, oldForm];
  if (asNew.test(organId)) return 'new';
  return asOld.test(organId) ? 'old' : null;
}

export function isOrganId(organId: string, options: OrganIdOptions = {}): boolean {
  return organIdForm(organId, options) !== null;
}
