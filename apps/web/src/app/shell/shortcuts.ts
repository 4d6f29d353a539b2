import { DestroyRef, inject, Injectable } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';

export type ShortcutMap = Readonly<Record<string, () => void>>;

/** Single keys that act on the open page; asleep while a field has the focus or a dialog is open. */
@Injectable({ providedIn: 'root' })
export class Shortcuts {
  private readonly dialog = inject(MatDialog);
  private readonly maps: ShortcutMap[] = [];

  constructor() {
    document.addEventListener('keydown', (event) => this.handle(event));
  }

  /** Call while constructing a page; the keys are given back when it is left. The newest page wins. */
  use(map: ShortcutMap): void {
    this.maps.unshift(map);
    inject(DestroyRef).onDestroy(() => this.maps.splice(this.maps.indexOf(map), 1));
  }

  private handle(event: KeyboardEvent): void {
    const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]:not([contenteditable="false"]), .djs-container') !== null;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping || this.dialog.openDialogs.length > 0) return;
    const act = this.maps.find((map) => event.key in map)?.[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }
}
