import { NONE } from '../../base/units.ts';
import { growInt32 } from '../../sim/state/rows.ts';
import type { InstanceOrder } from './instance-order.ts';

/**
 * The best of a set of container instances, by matches: every node holds the winner of its two children, so the root
 * holds the best of all, and a change of one instance replays only the matches on its way up, O(log instances). Keys
 * are read live from the tables, none is copied: when several instances have changed, set each of them once.
 */
export class TournamentTree {
  private readonly order: InstanceOrder;
  /** Container instance by position, in order of registration. */
  private rows = new Int32Array(64);
  private count = 0;
  /** A heap: node n has the children 2n and 2n + 1; position p is leaf `leaves + p`. Each holds a row or NONE. */
  private winners = new Int32Array(128).fill(NONE);
  private leaves = 64;

  constructor(order: InstanceOrder) {
    this.order = order;
  }

  /** A further instance, no candidate yet; returns its position. Rows come in ascending order. */
  add(row: number): number {
    if (this.count === this.leaves) this.grow();
    this.rows[this.count] = row;
    return this.count++;
  }

  /** The instance at that position has changed: whether it is a candidate, or its place in the order. */
  set(position: number, isCandidate: boolean): void {
    const { winners } = this;
    const row = this.rows[position];
    let node = this.leaves + position;
    if (!isCandidate && winners[node] === NONE) return;
    winners[node] = isCandidate ? row : NONE;
    for (node >>= 1; node >= 1; node >>= 1) {
      const winner = this.winnerBelow(node);
      // Somebody else won here before and still does: nothing changes further up.
      if (winner === winners[node] && winner !== row) return;
      winners[node] = winner;
    }
  }

  /** The best candidate, the first registered of equals; NONE when there is none. */
  get best(): number {
    return this.winners[1];
  }

  private winnerBelow(node: number): number {
    const left = this.winners[2 * node];
    const right = this.winners[2 * node + 1];
    if (left === NONE) return right;
    if (right === NONE) return left;
    return this.order.isBefore(right, left) ? right : left;
  }

  private grow(): void {
    const { leaves, winners } = this;
    this.leaves = leaves * 2;
    this.rows = growInt32(this.rows, this.leaves);
    this.winners = new Int32Array(2 * this.leaves).fill(NONE);
    this.winners.set(winners.subarray(leaves), this.leaves);
    for (let node = this.leaves - 1; node >= 1; node--) this.winners[node] = this.winnerBelow(node);
  }
}
