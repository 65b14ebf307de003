import type { RandomStream } from '../../../base/streams.ts';
import { NONE } from '../../../base/units.ts';
import { growInt32 } from '../../state/rows.ts';
import type { TargetChoice } from './target-choice.ts';

/** `weighted_random` (P7.1): all targets of a group weigh the same, for no anomaly is mitigated. O(1). */
export class RandomChoice implements TargetChoice {
  count = 0;
  private readonly random: RandomStream;
  private targets = new Int32Array(64);
  private position = new Int32Array(64);

  constructor(random: RandomStream) {
    this.random = random;
  }

  join(target: number): void {
    if (target >= this.position.length) this.grow(target);
    this.position[target] = this.count;
    this.targets[this.count++] = target;
  }

  /** The last of the list takes the place of the one that goes. */
  leave(target: number): void {
    const last = this.targets[--this.count];
    this.targets[this.position[target]] = last;
    this.position[last] = this.position[target];
  }

  choose(): number {
    return this.count === 0 ? NONE : this.targets[Math.floor(this.random() * this.count)];
  }

  started(): void {}

  ended(): void {}

  private grow(target: number): void {
    const length = Math.max(target + 1, this.position.length * 2);
    this.position = growInt32(this.position, length);
    this.targets = growInt32(this.targets, length);
  }
}
