import { BreakpointObserver } from '@angular/cdk/layout';
import { Component, computed, DestroyRef, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormsModule } from '@angular/forms';
import { MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter, map } from 'rxjs';
import { Icon } from '../elements/icon';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';
import { InboxStore } from '../tasks/inbox-store';
import { TaskStream } from '../tasks/task-stream';
import { destinations } from './destinations';
import { HelpDialog } from './help-dialog';
import { Shortcuts } from './shortcuts';

const collapsedKey = 'vanthu.rail';

@Component({
  selector: 'vt-shell',
  providers: [TaskStream],
  imports: [RouterOutlet, RouterLink, RouterLinkActive, FormsModule, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, MatTooltip, Icon],
  templateUrl: './shell.html',
  styleUrl: './shell.css',
})
export class Shell {
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  private readonly searchField = viewChild<ElementRef<HTMLInputElement>>('searchBox');
  private readonly content = viewChild.required<ElementRef<HTMLElement>>('content');

  protected readonly interpreter = inject(Interpreter);
  protected readonly session = inject(SessionStore);
  protected readonly inbox = inject(InboxStore);
  protected readonly t = this.interpreter.words;
  protected readonly isCollapsed = signal(localStorage.getItem(collapsedKey) === 'collapsed');
  protected readonly isMenuOpen = signal(false);
  protected readonly isPhone = toSignal(inject(BreakpointObserver).observe('(max-width: 767px)').pipe(map((state) => state.matches)), { initialValue: false });
  protected readonly places = computed(() => destinations.filter((each) => each.roles.length === 0 || this.session.hasAny(...each.roles)));
  protected readonly openTasks = computed(() => {
    const counts = this.inbox.counts();
    return counts === null ? '' : capped(counts.mine + counts.group);
  });
  protected readonly roleNames = computed(() => [...this.session.roles()].map((role) => this.t().role[role]).join(', '));
  /** Vietnamese people are called by their last name. */
  protected readonly initial = computed(() => this.session.person()?.displayName.split(/\s+/).findLast((word) => /^\p{L}/u.test(word))?.charAt(0) ?? '');
  protected readonly query = signal('');

  constructor() {
    inject(Shortcuts).use({ '/': () => this.focusSearch(), '?': () => this.showHelp() });
    this.router.events.pipe(filter((event) => event instanceof NavigationEnd)).subscribe(() => this.arrive());
    this.keepCounting();
    inject(TaskStream);
    this.query.set(this.router.parseUrl(this.router.url).queryParams['q'] ?? '');
  }

  protected toggleRail(): void {
    this.isCollapsed.update((isCollapsed) => !isCollapsed);
    localStorage.setItem(collapsedKey, this.isCollapsed() ? 'collapsed' : 'open');
  }

  protected async search(): Promise<void> {
    const q = this.query().trim();
    if (q !== '') await this.router.navigate(['/search'], { queryParams: { q } });
  }

  protected showHelp(): void {
    this.dialog.open(HelpDialog, { width: '420px' });
  }

  protected skipToContent(): void {
    this.content().nativeElement.focus();
  }

  private keepCounting(): void {
    void this.inbox.count();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.inbox.count();
    }, 60_000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  private focusSearch(): void {
    const field = this.searchField()?.nativeElement;
    field?.focus();
    field?.select();
  }

  private arrive(): void {
    this.isMenuOpen.set(false);
    if (!this.router.url.startsWith('/search')) this.query.set('');
  }
}

function capped(count: number): string {
  return count > 999 ? '999+' : count === 0 ? '' : String(count);
}
