/** The time, as epoch ms. */
export interface Clock {
  now(): number;
}
