/** Two figures of one thing, of both of which less is better. */
export interface Pair {
  readonly x: number;
  readonly y: number;
}

/**
 * Positions of the pairs that no other is better than: none has less of one without more of the other. From least to
 * most x; of equal pairs all. O(n log n).
 */
export function paretoFront(pairs: readonly Pair[]): number[] {
  const order = [...pairs.keys()].sort((a, b) => pairs[a].x - pairs[b].x || pairs[a].y - pairs[b].y || a - b);
  const front: number[] = [];
  let last: Pair = { x: Number.NaN, y: Number.POSITIVE_INFINITY };
  for (const position of order) {
    const pair = pairs[position];
    if (pair.y > last.y || (pair.y === last.y && pair.x !== last.x)) continue;
    front.push(position);
    last = pair;
  }
  return front;
}
