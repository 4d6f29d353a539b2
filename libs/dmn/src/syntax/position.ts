/** Where in the source text, in UTF-16 units, `to` not included. */
export interface FeelPosition {
  readonly from: number;
  readonly to: number;
}
