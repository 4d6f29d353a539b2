import { afterNextRender, Component, computed, DestroyRef, effect, ElementRef, inject, Injector, signal, untracked, viewChildren } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Problem, TaskSummary } from '@vanthu/model';
import { problemOf } from '../api/api-problem';
import { Announcer } from '../elements/announcer';
import { BusyBar } from '../elements/busy-bar';
import { EmptyState } from '../elements/empty-state';
import { Icon } from '../elements/icon';
import { ProblemBanner } from '../elements/problem-banner';
import { Skeleton } from '../elements/skeleton';
import { WholeText } from '../elements/whole-text';
import { formatDateTime } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';
import { PageTitle } from '../shell/page-title';
import { Shortcuts } from '../shell/shortcuts';
import { DueMark } from './due-mark';
import { type InboxFilter, inboxFilters, InboxStore } from './inbox-store';
import { UrgencyMark } from './urgency-mark';

const lookAgainMs = 15_000;

@Component({
  selector: 'vt-inbox-page',
  imports: [RouterLink, MatButton, Icon, ProblemBanner, EmptyState, Skeleton, WholeText, UrgencyMark, DueMark, BusyBar],
  templateUrl: './inbox-page.html',
  styleUrl: './inbox-page.css',
})
export class InboxPage {
  private readonly announcer = inject(Announcer);
  private readonly session = inject(SessionStore);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly anchors = viewChildren<ElementRef<HTMLAnchorElement>>('line');

  protected readonly inbox = inject(InboxStore);
  protected readonly t = inject(Interpreter).words;
  protected readonly filters = inboxFilters;
  protected readonly claiming = signal<string | null>(null);
  protected readonly claimProblem = signal<{ key: string; problem: Problem } | null>(null);
  protected readonly formatDateTime = formatDateTime;
  protected readonly empty = computed(() => {
    const t = this.t().inbox;
    const filter = this.inbox.filter();
    if (filter === 'mine') return { text: t.emptyMine, hint: t.emptyMineHint, wayOut: t.showGroup, to: 'group' as const };
    if (filter === 'group') return { text: t.emptyGroup, hint: t.emptyGroupHint, wayOut: t.showAll, to: 'all' as const };
    return { text: t.emptyAll, hint: t.emptyAllHint, wayOut: null, to: 'all' as const };
  });

  constructor() {
    inject(PageTitle).set(() => this.t().inbox.title);
    inject(Shortcuts).use({
      j: () => this.move(1), ArrowDown: () => this.move(1), k: () => this.move(-1), ArrowUp: () => this.move(-1),
      c: () => void this.claimSelected(),
    });
    this.keepPlace();
    this.keepLooking();
    const interpreter = inject(Interpreter);
    effect(() => {
      interpreter.language();
      untracked(() => void this.inbox.lookAgain());
    });
    effect(() => {
      const count = this.inbox.freshCount();
      if (count > 0) this.announcer.whisper(this.t().inbox.fresh(count));
    });
  }

  protected label(filter: InboxFilter): string {
    return this.t().inbox[filter];
  }

  protected countOf(filter: InboxFilter): string {
    const counts = this.inbox.counts();
    if (counts === null) return '';
    const count = filter === 'all' ? counts.mine + counts.group : counts[filter];
    return count > 999 ? '999+' : String(count);
  }

  protected isMine(line: TaskSummary): boolean {
    return line.assignee === this.session.person()?.username;
  }

  protected whole(line: TaskSummary): string {
    const { document } = line;
    return document === null ? line.name : [document.notation, document.subject, document.counterpart].filter(Boolean).join(' · ');
  }

  protected select(line: TaskSummary): void {
    this.inbox.selectedKey = line.key;
  }

  protected async claim(line: TaskSummary): Promise<void> {
    if (line.assignee !== null || this.claiming() !== null) return;
    this.claiming.set(line.key);
    this.claimProblem.set(null);
    try {
      await this.inbox.claim(line.key);
      this.announcer.tell(this.t().inbox.claimed(line.document?.subject ?? line.name));
    } catch (error) {
      this.claimProblem.set({ key: line.key, problem: problemOf(error, this.t()) });
    } finally {
      this.claiming.set(null);
    }
  }

  private claimSelected(): Promise<void> {
    const line = this.inbox.lines()?.find((each) => each.key === this.inbox.selectedKey);
    return line === undefined ? Promise.resolve() : this.claim(line);
  }

  private move(step: 1 | -1): void {
    const lines = this.inbox.lines() ?? [];
    const index = lines.findIndex((line) => line.key === this.inbox.selectedKey);
    const next = Math.min(Math.max(index + step, 0), lines.length - 1);
    this.anchors()[next]?.nativeElement.focus();
    if (next >= lines.length - 3) void this.inbox.more();
  }

  /** Back from a task, the list is where it was: same lines, same scroll, same line focused. */
  private keepPlace(): void {
    const injector = inject(Injector);
    const scroller = this.host.closest('main') ?? document.querySelector('main');
    const hasPlace = this.inbox.lines() !== null;
    if (!hasPlace) void this.inbox.reload();
    afterNextRender(
      () => {
        if (!hasPlace || scroller === null) return;
        scroller.scrollTop = this.inbox.scrollTop;
        const index = (this.inbox.lines() ?? []).findIndex((line) => line.key === this.inbox.selectedKey);
        this.anchors()[index]?.nativeElement.focus({ preventScroll: true });
      },
      { injector },
    );
    inject(DestroyRef).onDestroy(() => (this.inbox.scrollTop = scroller?.scrollTop ?? 0));
  }

  private keepLooking(): void {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.inbox.lookAgain();
    }, lookAgainMs);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
