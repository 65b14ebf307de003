import { NONE } from '../../../base/units.ts';
import { growInt32, growUint8 } from '../../state/rows.ts';
import type { TargetChoice } from './target-choice.ts';

/**
 * `least_outstanding_requests` (P7.1): a list of targets per number of outstanding requests, and the least number that
 * has one. A request moves its target one list on or back, so a choice is O(1) whatever the number of targets. Among
 * equals the one that has waited longest at that number is taken (model).
 */
export class LeastOutstanding implements TargetChoice {
  count = 0;
  /** By number of outstanding requests: the ends of its list of targets. */
  private first = new Int32Array(64).fill(NONE);
  private last = new Int32Array(64).fill(NONE);
  private least = 0;
  private next = new Int32Array(64);
  private previous = new Int32Array(64);
  private outstanding = new Int32Array(64);
  private isMember = new Uint8Array(64);

  join(target: number, outstanding: number): void {
    if (target >= this.next.length) this.grow(target);
    this.isMember[target] = 1;
    if (this.count++ === 0) this.least = outstanding;
    this.append(target, outstanding);
    if (outstanding < this.least) this.least = outstanding;
  }

  leave(target: number): void {
    this.isMember[target] = 0;
    this.count--;
    this.remove(target);
    if (this.count > 0) this.findLeast();
  }

  choose(): number {
    return this.count === 0 ? NONE : this.first[this.least];
  }

  started(target: number): void {
    this.remove(target);
    this.append(target, this.outstanding[target] + 1);
    this.findLeast();
  }

  ended(target: number): void {
    if (this.isMember[target] === 0) return;
    this.remove(target);
    const outstanding = this.outstanding[target] - 1;
    this.append(target, outstanding);
    if (outstanding < this.least) this.least = outstanding;
  }

  /** The least number never rises by more than what targets have gained: steps up are paid for by requests. */
  private findLeast(): void {
    while (this.first[this.least] === NONE) this.least++;
  }

  private append(target: number, outstanding: number): void {
    if (outstanding >= this.first.length) this.growLists(outstanding);
    const before = this.last[outstanding];
    this.outstanding[target] = outstanding;
    this.previous[target] = before;
    this.next[target] = NONE;
    this.last[outstanding] = target;
    if (before === NONE) this.first[outstanding] = target;
    else this.next[before] = target;
  }

  private remove(target: number): void {
    const outstanding = this.outstanding[target];
    const before = this.previous[target];
    const after = this.next[target];
    if (before === NONE) this.first[outstanding] = after;
    else this.next[before] = after;
    if (after === NONE) this.last[outstanding] = before;
    else this.previous[after] = before;
  }

  private growLists(outstanding: number): void {
    const length = Math.max(outstanding + 1, this.first.length * 2);
    this.first = growInt32(this.first, length, NONE);
    this.last = growInt32(this.last, length, NONE);
  }

  private grow(target: number): void {
    const length = Math.max(target + 1, this.next.length * 2);
    this.next = growInt32(this.next, length);
    this.previous = growInt32(this.previous, length);
    this.outstanding = growInt32(this.outstanding, length);
    this.isMember = growUint8(this.isMember, length);
  }
}
