import { Component, computed, inject, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { DomSanitizer } from '@angular/platform-browser';
import type { CompletedTask } from '@vanthu/model';
import { ApiClient } from '../api/api-client';
import { problemOf } from '../api/api-problem';
import { Icon } from '../elements/icon';
import { Notice } from '../elements/notice';
import { ProblemBanner } from '../elements/problem-banner';
import { formatDate } from '../language/dates';
import { Interpreter } from '../language/interpreter';
import { SessionStore } from '../session/session-store';
import { commonName, fittingCertificate, ownFirst } from './fitting-certificate';
import { SigningAgents } from './signing-agent';
import { SigningSession, type SigningStop } from './signing-session';

/** `data`: what the step's form holds. `signerName`: whose certificate is proposed, a person's or, for the agency signature, the agency's. */
export type SigningRequest = {
  readonly taskKey: string;
  readonly title: string;
  readonly consequence: string | null;
  readonly signerName: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Signing a task's document; closes with what the server answered once it is done. */
@Component({
  selector: 'vt-signing-dialog',
  imports: [FormsModule, MatButton, MatDialogTitle, MatDialogContent, MatDialogActions, Icon, Notice, ProblemBanner],
  templateUrl: './signing-dialog.html',
  styleUrl: './signing-dialog.css',
})
export class SigningDialog {
  private readonly api = inject(ApiClient);
  private readonly sanitizer = inject(DomSanitizer);
  private readonly agents = inject(SigningAgents);
  private readonly agentUrl = inject(SessionStore).session()?.signingAgentUrl ?? '';
  private readonly dialog = inject<MatDialogRef<SigningDialog, CompletedTask | undefined>>(MatDialogRef);

  protected readonly request = inject<SigningRequest>(MAT_DIALOG_DATA);
  private readonly interpreter = inject(Interpreter);
  protected readonly t = this.interpreter.words;
  protected readonly signing = signal(this.newSession());
  protected readonly step = computed(() => this.signing().step());
  protected readonly chosenId = signal<string | null>(null);
  protected readonly chosen = computed(() => {
    const step = this.step();
    if (step.name !== 'choosing') return null;
    return step.certificates.find((each) => each.id === this.chosenId()) ?? fittingCertificate(step.certificates, this.request.signerName, new Date());
  });
  protected readonly listed = computed(() => {
    const step = this.step();
    return step.name === 'choosing' ? ownFirst(step.certificates, this.request.signerName) : [];
  });
  protected readonly frameUrl = computed(() => {
    const step = this.step();
    return step.name === 'pin' && isLoopback(step.confirmUrl) ? this.sanitizer.bypassSecurityTrustResourceUrl(inLanguage(step.confirmUrl, this.interpreter.language())) : null;
  });
  protected readonly formatDate = formatDate;
  protected readonly commonName = commonName;
  protected readonly agentAddress = this.agentUrl;

  constructor() {
    this.dialog.disableClose = true;
    void this.signing().connect();
  }

  protected isExpired(notAfter: string): boolean {
    return Date.parse(notAfter) < Date.now();
  }

  protected sign(): void {
    const certificate = this.chosen();
    if (certificate !== null) void this.signing().sign(certificate);
  }

  protected again(): void {
    this.signing().abandon();
    this.signing.set(this.newSession());
    void this.signing().connect();
  }

  protected close(): void {
    const step = this.step();
    this.signing().abandon();
    this.dialog.close(step.name === 'done' ? step.completed : undefined);
  }

  protected stopWords(reason: SigningStop): { readonly title: string; readonly help: string } {
    const t = this.t().signing;
    const words: Readonly<Record<SigningStop, { title: string; help: string }>> = {
      agentMissing: { title: t.agentMissing, help: '' },
      noCertificate: { title: t.noCertificate, help: t.noCertificateHelp },
      cancelled: { title: t.cancelled, help: t.cancelledHelp },
      failed: { title: t.failed, help: t.failedHelp },
      timedOut: { title: t.timedOut, help: t.nothingSigned },
    };
    return words[reason];
  }

  private newSession(): SigningSession {
    const path = `/tasks/${this.request.taskKey}/signing`;
    return new SigningSession(
      this.agents.at(this.agentUrl),
      {
        prepare: (certificateChain) => this.api.post(path, { certificateChain }),
        finish: (signingId, signature) => this.api.post(`${path}/${signingId}`, { signature, data: this.request.data }),
      },
      (error) => problemOf(error, this.t()),
    );
  }
}

/** The agent's page speaks the language of the screen. */
function inLanguage(url: string, language: string): string {
  const address = new URL(url);
  address.searchParams.set('lang', language);
  return address.href;
}

/** Only a page of the signer's own PC may be framed here. */
function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
