/** A name further away than this is no misspelling but another name. */
const MAX_EDITS = 3;
/** Nor is one of which this share of its letters would have to change. */
const MAX_SHARE = 0.4;

/**
 * The candidate that a misspelled name most likely means; letter case costs nothing. At equal distance the earlier
 * candidate wins. Undefined when none is near: more than 3 edits, or 40 % of the longer name.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = MAX_EDITS + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const edits = editDistance(wanted, candidate.toLowerCase());
    if (edits >= least || edits >= MAX_SHARE * Math.max(name.length, candidate.length)) continue;
    best = candidate;
    least = edits;
  }
  return best;
}

/** Damerau-Levenshtein distance (optimal string alignment): insert, delete, replace, or swap two neighbours. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = swaps ? beforePrevious[j - 2]! + 1 : Infinity;
      current.push(Math.min(replaced, swapped, previous[j]! + 1, current[j - 1]! + 1));
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length]!;
}
