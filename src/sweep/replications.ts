/**
 * Replications of one scenario. Replication r has the same seed in every variant of a comparison and at every point of
 * a sweep, and every random stream is named, so all of them meet the same traffic and the same failures: common random
 * numbers.
 */

/**
 * The seeds of so many replications: the first is the scenario's own, so that `plimsoll run` shows it, then `7-r2`,
 * `7-r3`, … which `plimsoll run --seed 7-r2` shows.
 */
export function replicationSeeds(seed: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? seed : `${seed}-r${index + 1}`));
}
