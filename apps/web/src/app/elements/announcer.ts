import { LiveAnnouncer } from '@angular/cdk/a11y';
import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';

/** Tells what has just been done, in sight and to screen readers. Failures never come this way: they stay where they happened. */
@Injectable({ providedIn: 'root' })
export class Announcer {
  private readonly snackBar = inject(MatSnackBar);
  private readonly live = inject(LiveAnnouncer);

  tell(text: string): void {
    this.snackBar.open(text, undefined, { duration: 4000, horizontalPosition: 'left', politeness: 'polite' });
  }

  whisper(text: string): void {
    void this.live.announce(text, 'polite');
  }
}
