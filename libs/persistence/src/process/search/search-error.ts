/** A search that cannot be answered as it was asked: where it is wrong, and how. */
export class SearchError extends Error {
  constructor(
    /** `filter.state`, `sort[0].field`, `page.after` … */
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
    this.name = 'SearchError';
  }
}
