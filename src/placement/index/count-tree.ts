import { NONE } from '../../base/units.ts';

/**
 * A set of container instances that finds its k-th member in order of registration: every node holds how many members
 * are below it. A change and a look cost O(log instances).
 */
export class CountTree {
  /** A heap: node n has the children 2n and 2n + 1; row r is leaf `leaves + r`, 1 for a member. */
  private counts = new Int32Array(128);
  private leaves = 64;

  /** How many members there are. */
  get size(): number {
    return this.counts[1];
  }

  set(row: number, isMember: boolean): void {
    while (row >= this.leaves) this.grow();
    const change = (isMember ? 1 : 0) - this.counts[this.leaves + row];
    if (change === 0) return;
    for (let node = this.leaves + row; node >= 1; node >>= 1) this.counts[node] += change;
  }

  /** The member with so many members before it; NONE when there are not so many. */
  member(position: number): number {
    if (position >= this.size) return NONE;
    let before = position;
    let node = 1;
    while (node < this.leaves) {
      node *= 2;
      const left = this.counts[node];
      if (before < left) continue;
      before -= left;
      node++;
    }
    return node - this.leaves;
  }

  private grow(): void {
    const { leaves, counts } = this;
    this.leaves = leaves * 2;
    this.counts = new Int32Array(2 * this.leaves);
    this.counts.set(counts.subarray(leaves), this.leaves);
    for (let node = this.leaves - 1; node >= 1; node--) {
      this.counts[node] = this.counts[2 * node] + this.counts[2 * node + 1];
    }
  }
}
