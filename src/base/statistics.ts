/** Means over replications and how sure they are. */

/** Some values in a few words: how many, their mean, and how far they scatter. */
export interface Sample {
  readonly count: number;
  readonly mean: number;
  /** Of the values about their mean, by n - 1; null of a single one. */
  readonly standardDeviation: number | null;
  /** Half the width of the 95 % confidence interval of the mean; null of a single value. */
  readonly halfWidth: number | null;
}

const CONFIDENCE = 0.95;

/**
 * Mean, standard deviation and the 95 % confidence interval of the mean by Student's t: mean ± t·s/√n with n - 1
 * degrees of freedom.
 *
 * @param values at least one, of independent replications
 */
export function sampleOf(values: readonly number[]): Sample {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { count, mean, standardDeviation: null, halfWidth: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (count - 1));
  const halfWidth = (studentQuantile(CONFIDENCE, count - 1) * standardDeviation) / Math.sqrt(count);
  return { count, mean, standardDeviation, halfWidth };
}

/**
 * The differences `values[i] - baseline[i]` as a sample. With common random numbers the two of a pair met the same
 * traffic and the same failures, so what both share cancels out: the interval is narrower than that of either mean.
 */
export function pairedDifference(values: readonly number[], baseline: readonly number[]): Sample {
  return sampleOf(values.map((value, index) => value - baseline[index]!));
}

/** Below this the bisection has nothing left to halve. */
const BISECTIONS_MAX = 200;

/**
 * The t that a variable of Student's distribution stays within, up and down, with this probability.
 *
 * @param probability in (0, 1), two-sided
 * @param degrees of freedom, an integer from 1
 */
export function studentQuantile(probability: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (probabilityWithin(high, degrees) < probability) high *= 2;
  for (let round = 0; round < BISECTIONS_MAX; round++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (probabilityWithin(middle, degrees) < probability) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The probability that |t| stays within a bound, in closed form for whole degrees of freedom.
 *
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4
 */
function probabilityWithin(bound: number, degrees: number): number {
  const angle = Math.atan(bound / Math.sqrt(degrees));
  const sine = Math.sin(angle);
  const cosineSquared = Math.cos(angle) ** 2;
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let k = isOdd ? 1 : 0; k <= degrees - 2; k += 2) {
    sum += term;
    term *= ((k + 1) / (k + 2)) * cosineSquared;
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
