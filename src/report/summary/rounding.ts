/** Rounding happens once, where figures leave for summary.json: its bytes must not hang on the last bits of a sum. */

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0;
}

/** Millionths of a dollar. */
export function roundUsd(value: number): number {
  return round(value, 6);
}

/** Billionths of a dollar, where thousands of rows are to sum to the bill. */
export function roundSmallUsd(value: number): number {
  return round(value, 9);
}

/** A price per unit, to the billionth: a derived one has digits that say nothing. */
export function roundRate(value: number): number {
  return round(value, 9);
}

/** Amounts, counts and seconds, to the millionth. */
export function roundAmount(value: number): number {
  return round(value, 6);
}

/** `part / whole` in percent, to the thousandth; null where there is nothing to divide by. */
export function percentOf(part: number, whole: number): number | null {
  return whole > 0 ? round((100 * part) / whole, 3) : null;
}
