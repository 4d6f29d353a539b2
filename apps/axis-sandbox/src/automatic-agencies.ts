import { businessTypes, decode, encodeStatus, statusTexts, validate } from '@vanthu/edxml';
import type { Decoded, StatusMessage } from '@vanthu/edxml';
import type { Agency } from './agency.js';
import type { MessageSent } from './axis-event.js';
import type { Axis } from './axis.js';
import type { DeliveryState } from './axis-state.js';

type Answer = Pick<StatusMessage, 'statusCode' | 'description' | 'staff'>;

/**
 * Plays the receivers of kind `automatic`: checks what they get against the schema and reports 01, 03, 06, or 02 with the reason.
 * A recall or update is agreed to with 15. What a crash interrupted goes on after `resume`.
 */
export class AutomaticAgencies {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private isStopped = false;

  constructor(
    private readonly axis: Axis,
    private readonly delayMs: number,
    private readonly now: () => Date,
    private readonly report: (error: unknown) => void,
  ) {
    axis.onSent((message) => this.schedule(message));
  }

  resume(): void {
    for (const message of this.axis.state.messages.values()) this.schedule(message);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.allSettled(this.running);
  }

  private schedule(message: MessageSent): void {
    for (const { docId, to } of message.deliveries) {
      const delivery = this.axis.state.deliveries.get(docId);
      if (this.isAutomatic(to) && delivery?.status !== 'done') this.later(docId);
    }
  }

  private later(docId: string): void {
    if (this.isStopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const step = this.step(docId).catch(this.report);
      this.running.add(step);
      void step.finally(() => this.running.delete(step));
    }, this.delayMs);
    this.timers.add(timer);
  }

  /** Gives the next answer; the delivery is done with the last one. */
  private async step(docId: string): Promise<void> {
    const delivery = this.axis.delivery(docId);
    const agency = this.axis.state.agencies.get(delivery.to);
    if (!agency) return;
    const content = await this.axis.contentOf(docId);
    const decoded = decode(content);
    const answers = await this.answersTo(decoded, agency, delivery);
    const step = this.axis.state.answeredSteps(docId);
    const answer = answers[step];
    if (answer) await this.send(decoded, agency, answer, { docId, step });
    if (step + 1 < answers.length) this.later(docId);
    else await this.axis.updateStatus(docId, 'done');
  }

  private async answersTo(decoded: Decoded, agency: Agency, delivery: DeliveryState): Promise<Answer[]> {
    const clerk = { department: 'Văn thư', staff: agency.clerk };
    if (decoded.kind === 'status') {
      return decoded.message.statusCode === '13' ? [{ statusCode: '15', description: statusTexts['15'], staff: clerk }] : [];
    }
    const { valid, errors } = await validate(decoded.raw);
    if (!valid) {
      const reason = errors.slice(0, 3).map(({ line, message }) => `dòng ${line}: ${message}`).join('; ');
      return [{ statusCode: '02', description: `${statusTexts['02']}. Thông điệp không đúng chuẩn edXML: ${reason}`, staff: clerk }];
    }
    const arrived = { statusCode: '01', description: statusTexts['01'], staff: clerk };
    const type = decoded.message.business?.type ?? businessTypes.new;
    if (type === businessTypes.recall || type === businessTypes.update) {
      return [arrived, { statusCode: '15', description: statusTexts['15'], staff: clerk }];
    }
    return [
      arrived,
      { statusCode: '03', description: `${statusTexts['03']}, số đến ${this.arrivalNumber(delivery)}`, staff: clerk },
      { statusCode: '06', description: statusTexts['06'], staff: { department: 'Chuyên môn', staff: agency.specialist } },
    ];
  }

  private async send(decoded: Decoded, agency: Agency, answer: Answer, of: { docId: string; step: number }): Promise<void> {
    const issuer = decoded.message.from.organId;
    // An issuer that left the directory hears nothing; the rest of the answers has no addressee either.
    if (!this.axis.state.agencies.has(issuer)) return;
    const xml = encodeStatus({
      ...answer,
      from: { organId: agency.code, organName: agency.name, organAdd: agency.address, email: agency.mail },
      responseFor: referenceTo(decoded, issuer),
      timestamp: this.now().toISOString(),
    });
    await this.axis.send({ from: agency.code, messageType: 'status', content: Buffer.from(xml), answer: of });
  }

  /** The documents came in this order, so they have these numbers, after a restart too. */
  private arrivalNumber(delivery: DeliveryState): number {
    const received = this.axis.state.received(new Set([delivery.to]), 'edoc');
    return received.findIndex((each) => each.docId === delivery.docId) + 1;
  }

  private isAutomatic(organId: string): boolean {
    return this.axis.state.agencies.get(organId)?.mode === 'automatic';
  }
}

function referenceTo(decoded: Decoded, issuer: string): StatusMessage['responseFor'] {
  if (decoded.kind === 'status') return { ...decoded.message.responseFor, organId: issuer };
  const { code, promulgationDate, documentId } = decoded.message;
  return {
    organId: issuer, code: `${code.number}/${code.notation}`, documentId,
    ...(promulgationDate !== null && { promulgationDate }),
  };
}
