import { BASE_TENANT } from '@vanthu/engine';
import type { Organisation } from '@vanthu/persistence';

const REFRESH_MS = 30_000;

/** The parents of all units, kept in memory because every command asks for them. */
export class UnitTree {
  private parents = new Map<string, string | null>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly organisation: Pick<Organisation, 'parents'>,
    private readonly onError: (error: unknown, what: string) => void,
  ) {}

  async start(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => void this.refresh().catch((error: unknown) => this.onError(error, 'the unit tree could not be read; the last one is used')), REFRESH_MS);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  async refresh(): Promise<void> {
    this.parents = await this.organisation.parents();
  }

  has(unitId: string): boolean {
    return this.parents.has(unitId);
  }

  /** The unit, then those above it. */
  upwards(unitId: string | null): string[] {
    const chain: string[] = [];
    for (let each = unitId; each !== null && !chain.includes(each); each = this.parents.get(each) ?? null) chain.push(each);
    return chain;
  }

  /** These units and all below them. */
  downwards(unitIds: readonly string[]): string[] {
    const above = new Set(unitIds);
    return [...this.parents.keys()].filter((each) => this.upwards(each).some((unit) => above.has(unit)));
  }

  /** Whose variants a unit uses: the nearest first, the base last. */
  tenantChain(unitId: string | null): string[] {
    return [...this.upwards(unitId), BASE_TENANT];
  }
}
