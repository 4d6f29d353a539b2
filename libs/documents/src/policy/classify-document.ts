import type { DocumentType } from '@vanthu/model';
import { foldVietnamese } from '../search/fold-vietnamese.js';

/** What a document is about, as far as channel policy asks. */
export type PolicyTopic = 'dossier' | 'finance' | 'personnel' | 'licensing' | 'emulation' | 'statistics' | 'legal' | 'opinion' | 'meeting' | 'schedule' | 'vehicle' | 'room' | '';
export type PolicyPeriod = 'month' | 'quarter' | 'halfYear' | 'nineMonths' | 'year' | 'onRequest' | '';

export interface Classification {
  readonly topic: PolicyTopic;
  readonly period: PolicyPeriod;
  /** 1 electronic only, 2 electronic and paper, 3 paper only (CV 1792/BGD&ĐT-VP). */
  readonly group: 1 | 2 | 3;
  readonly isCopy: boolean;
}

export interface Classifiable {
  readonly type: DocumentType;
  readonly subject: string;
  readonly notation?: string;
  readonly secrecy: number;
  /** False while it may not be made public yet. */
  readonly isPublishable: boolean;
}

/** The first that fits; a report on figures is about figures before it is about money. */
const topics: readonly (readonly [PolicyTopic, RegExp])[] = [
  ['dossier', /phieu trinh|ho so trinh/],
  ['schedule', /lich (cong tac|lam viec|tuan)/],
  ['vehicle', /dang ky xe|su dung xe|dieu xe/],
  ['room', /(dang ky|su dung|muon) phong hop/],
  ['statistics', /so lieu thong ke|thong ke (chuyen nganh|nganh)/],
  ['licensing', /cap (giay )?phep|giay phep/],
  ['emulation', /thi dua|khen thuong/],
  ['finance', /kinh phi|du toan|ngan sach|quyet toan|thanh toan|cap phat von/],
  ['personnel', /nhan su|bo nhiem|tuyen dung|dieu dong|ky luat|nang (bac )?luong|luan chuyen|can bo quan ly/],
  ['meeting', /tai lieu (hop|hoi nghi)|giao ban/],
  ['opinion', /gop y|xin y kien|lay y kien|tham gia y kien/],
];

const periods: readonly (readonly [PolicyPeriod, RegExp])[] = [
  ['nineMonths', /\b(9|chin) thang/],
  ['halfYear', /\b(6|sau) thang/],
  ['quarter', /\bquy (i|ii|iii|iv|[1-4])\b/],
  ['month', /\bthang (\d{1,2}|mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi)\b|hang thang/],
  ['year', /\bnam (19|20)\d\d\b|hang nam|bao cao nam|tong ket nam/],
];

/** QPPL carry their year in the notation: "30/2020/NĐ-CP". */
const LEGAL_NOTATION = /^\d+\/\d{4}\//;

/** Reads topic and period off the subject; a process may set them otherwise. */
export function classifyDocument(document: Classifiable): Classification {
  const subject = foldVietnamese(document.subject);
  const isLegal = LEGAL_NOTATION.test(document.notation ?? '') || /quy pham phap luat/.test(subject);
  const topic = isLegal ? 'legal' : (topics.find(([, words]) => words.test(subject))?.[0] ?? '');
  const period = periods.find(([, words]) => words.test(subject))?.[0] ?? (document.type === 'BC' ? 'onRequest' : '');
  return { topic, period, group: groupOf(document, isLegal), isCopy: /^(sao gui|ban sao)|\bsao (y|luc)\b|trich sao/.test(subject) };
}

function groupOf(document: Classifiable, isLegal: boolean): 1 | 2 | 3 {
  if (document.secrecy > 0 || !document.isPublishable) return 3;
  return !isLegal && (document.type === 'TB' || document.type === 'GM') ? 1 : 2;
}

