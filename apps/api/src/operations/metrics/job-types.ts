const REMEMBERED = 20_000;

/** Types of the jobs that this process made or gave out lately: what is told of their end names only their key. */
export class JobTypes {
  private readonly types = new Map<string, string>();

  note(key: string, type: string): void {
    this.types.delete(key);
    this.types.set(key, type);
    if (this.types.size > REMEMBERED) this.types.delete(this.types.keys().next().value as string);
  }

  /** `other` for a job that another process made and gave out. */
  of(key: string, isLast: boolean): string {
    const type = this.types.get(key) ?? 'other';
    if (isLast) this.types.delete(key);
    return type;
  }
}
