import type { OrgClass } from '@vanthu/model';

export interface SigningAuthority {
  /** Chức vụ of who signs: "Phó Giám đốc". */
  readonly title: string;
  /** Chức vụ of the head of the agency: "Giám đốc". */
  readonly headTitle: string;
  readonly agencyClass: OrgClass;
}

const collective: Partial<Record<OrgClass, string>> = {
  provincialCommittee: 'TM. ỦY BAN NHÂN DÂN',
  communeCommittee: 'TM. ỦY BAN NHÂN DÂN',
};

/** The lines above a signature (NĐ 30/2020, Đ13): TM. for a collective, KT. for a deputy, then the signer's own post. */
export function authorityLines({ title, headTitle, agencyClass }: SigningAuthority): string[] {
  const forCollective = collective[agencyClass];
  const isHead = title.localeCompare(headTitle, 'vi', { sensitivity: 'accent' }) === 0;
  return [...(forCollective ? [forCollective] : []), ...(isHead ? [] : [`KT. ${headTitle.toLocaleUpperCase('vi')}`]), title.toLocaleUpperCase('vi')];
}
