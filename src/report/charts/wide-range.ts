/** Ranges so wide that on an even scale their far values would press the near ones together. */

const WIDE_RATIO = 20;

/** Whether values from the least to the most are better read on a logarithmic scale. */
export function isWideRange(least: number, most: number): boolean {
  return least > 0 && most > WIDE_RATIO * least;
}
