import { NONE } from '../../../base/units.ts';
import { growFloat64, growInt32 } from '../../state/rows.ts';
import type { TargetChoice } from './target-choice.ts';

/**
 * Round robin over a ring of targets, with slow start (P7.4): a target that is new passes on a part of its turns, which
 * shrinks linearly over `slowStartMs`, as long as another target is past that. O(1), but for turns passed on.
 */
export class RoundRobin implements TargetChoice {
  count = 0;
  private readonly slowStartMs: number;
  private next = new Int32Array(64);
  private previous = new Int32Array(64);
  private joinedAtMs = new Float64Array(64);
  /** What its passed turns add up to: it takes one as soon as that is a whole. */
  private credit = new Float64Array(64);
  /** Whose turn is next. */
  private turn = NONE;
  /** When the first and the last of its targets are past their slow start: only in between it matters. */
  private slowFromMs = Number.POSITIVE_INFINITY;
  private slowUntilMs = Number.NEGATIVE_INFINITY;

  constructor(slowStartMs: number) {
    this.slowStartMs = slowStartMs;
  }

  /** Its first turn comes when all others have had one. */
  join(target: number, _outstanding: number, nowMs: number): void {
    if (target >= this.next.length) this.grow(target);
    const { next, previous, turn } = this;
    if (this.count++ === 0) {
      this.turn = target;
      next[target] = target;
      previous[target] = target;
    } else {
      const last = previous[turn];
      next[last] = target;
      previous[target] = last;
      next[target] = turn;
      previous[turn] = target;
    }
    this.joinedAtMs[target] = nowMs;
    this.credit[target] = 0;
    this.slowUntilMs = nowMs + this.slowStartMs;
    this.slowFromMs = Math.min(this.slowFromMs, this.slowUntilMs);
  }

  leave(target: number): void {
    const { next, previous } = this;
    next[previous[target]] = next[target];
    previous[next[target]] = previous[target];
    if (this.turn === target) this.turn = next[target];
    if (--this.count === 0) this.turn = NONE;
    if (this.joinedAtMs[target] + this.slowStartMs === this.slowFromMs) this.slowFromMs = this.firstPastSlowStart();
  }

  choose(nowMs: number): number {
    if (nowMs < this.slowUntilMs && nowMs >= this.slowFromMs) return this.chooseSlowly(nowMs);
    const target = this.turn;
    if (target !== NONE) this.turn = this.next[target];
    return target;
  }

  started(): void {}

  ended(): void {}

  /** Ends, for one target at least is past its slow start and passes on no turn. */
  private chooseSlowly(nowMs: number): number {
    for (;;) {
      const target = this.turn;
      this.turn = this.next[target];
      const share = (nowMs - this.joinedAtMs[target]) / this.slowStartMs;
      if (share >= 1) return target;
      this.credit[target] += share;
      if (this.credit[target] < 1) continue;
      this.credit[target] -= 1;
      return target;
    }
  }

  private firstPastSlowStart(): number {
    let firstMs = Number.POSITIVE_INFINITY;
    for (let i = 0, target = this.turn; i < this.count; i++, target = this.next[target]) {
      firstMs = Math.min(firstMs, this.joinedAtMs[target] + this.slowStartMs);
    }
    return firstMs;
  }

  private grow(target: number): void {
    const length = Math.max(target + 1, this.next.length * 2);
    this.next = growInt32(this.next, length);
    this.previous = growInt32(this.previous, length);
    this.joinedAtMs = growFloat64(this.joinedAtMs, length);
    this.credit = growFloat64(this.credit, length);
  }
}
