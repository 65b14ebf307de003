import type { RandomStream } from '../../base/streams.ts';
import type { PlacementStrategy, Ranking, StageContext } from '../stage.ts';

/** `random`: any of the candidates, each with the same chance (P3.7). */
export function random(_field: string, context: StageContext): PlacementStrategy {
  return new Random(context.random);
}

class Random implements PlacementStrategy {
  readonly name = 'random';
  readonly ranking: Ranking;
  private readonly random: RandomStream;

  constructor(random: RandomStream) {
    this.random = random;
    this.ranking = { by: 'chance', random };
  }

  keep(candidates: Int32Array, count: number): number {
    if (count === 0) return 0;
    candidates[0] = candidates[drawPosition(this.random, count)];
    return 1;
  }
}

/** A position in a list of `count` candidates in their order: one draw of the stream, none where one is left. */
export function drawPosition(random: RandomStream, count: number): number {
  return count === 1 ? 0 : Math.floor(random() * count);
}
