/** The text of a mail from the unit mailbox: what was approved, and who answers for it (1792/BGD&ĐT-VP §3). */
export function approvedMailText(approvedText: string, approval: { readonly by: string; readonly title: string }): string {
  return `${approvedText.trimEnd()}\n\nNgười duyệt nội dung: ${approval.by}, ${approval.title}`;
}
