import { Component, computed, input } from '@angular/core';
import {
  mdiAccountCircleOutline, mdiAlertCircleOutline, mdiAlertOutline, mdiArrowExpandHorizontal, mdiArrowLeft, mdiAt, mdiBookOpenOutline, mdiCalendarOutline,
  mdiCertificateOutline, mdiCheck, mdiCheckCircleOutline, mdiChevronDoubleLeft, mdiChevronDoubleRight, mdiChevronDown, mdiChevronLeft,
  mdiChevronRight, mdiChevronUp, mdiClockOutline, mdiClose, mdiCommentTextOutline, mdiDockRight, mdiDownloadOutline, mdiDrawPen, mdiEmailOutline, mdiEyeOffOutline,
  mdiEyeOutline, mdiFileDocumentArrowRightOutline, mdiFileDocumentEditOutline, mdiFileDocumentOutline, mdiFileOutline, mdiFitToPageOutline, mdiHandBackRightOutline,
  mdiInboxArrowDownOutline, mdiInformationOutline, mdiKeyboardOutline, mdiLinkVariant, mdiLogout, mdiMagnify, mdiMapMarkerPath, mdiMenu, mdiMinus,
  mdiOfficeBuildingOutline, mdiPaperclip, mdiPlus, mdiPrinterOutline, mdiPulse, mdiRedo, mdiRefresh, mdiSealVariant, mdiSitemapOutline,
  mdiTrashCanOutline, mdiTrayArrowDown, mdiUndo, mdiUploadOutline, mdiUsbFlashDriveOutline,
} from '@mdi/js';

const paths = {
  account: mdiAccountCircleOutline, alert: mdiAlertCircleOutline, warning: mdiAlertOutline, fitWidth: mdiArrowExpandHorizontal, back: mdiArrowLeft, at: mdiAt,
  registers: mdiBookOpenOutline, calendar: mdiCalendarOutline, certificate: mdiCertificateOutline, check: mdiCheck, good: mdiCheckCircleOutline, collapse: mdiChevronDoubleLeft,
  expand: mdiChevronDoubleRight, down: mdiChevronDown, left: mdiChevronLeft, right: mdiChevronRight, up: mdiChevronUp, clock: mdiClockOutline, close: mdiClose, directive: mdiCommentTextOutline,
  sidePanel: mdiDockRight, download: mdiDownloadOutline, sign: mdiDrawPen, mail: mdiEmailOutline, eyeOff: mdiEyeOffOutline, eye: mdiEyeOutline,
  outbound: mdiFileDocumentArrowRightOutline, draft: mdiFileDocumentEditOutline, document: mdiFileDocumentOutline, file: mdiFileOutline, fit: mdiFitToPageOutline, claim: mdiHandBackRightOutline, inbound: mdiInboxArrowDownOutline,
  info: mdiInformationOutline, keyboard: mdiKeyboardOutline, link: mdiLinkVariant, signOut: mdiLogout, search: mdiMagnify, route: mdiMapMarkerPath,
  menu: mdiMenu, minus: mdiMinus, unit: mdiOfficeBuildingOutline, attach: mdiPaperclip, plus: mdiPlus, print: mdiPrinterOutline, operations: mdiPulse,
  redo: mdiRedo, refresh: mdiRefresh, seal: mdiSealVariant, routing: mdiSitemapOutline, trash: mdiTrashCanOutline, tasks: mdiTrayArrowDown, undo: mdiUndo,
  upload: mdiUploadOutline, token: mdiUsbFlashDriveOutline,
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words; it never speaks alone, so screen readers pass it by. */
@Component({
  selector: 'vt-icon',
  template: '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path [attr.d]="path()" fill="currentColor" /></svg>',
  styles: ':host { display: inline-flex; flex: none; } svg { width: var(--icon-size, 20px); height: var(--icon-size, 20px); }',
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => paths[this.name()]);
}
