import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { PlacementStrategy } from '../stage.ts';
import { clusterIndexOf } from './cluster-index.ts';
import type { Demand } from './demand.ts';
import type { InstanceChoice } from './instance-choice.ts';
import { OrderedChoice } from './ordered-choice.ts';
import { RandomChoice } from './random-choice.ts';

/** The index behind that chain of strategies for that demand; null where only the scan serves it. */
export function createRequestIndex(
  cluster: ClusterState,
  demand: Demand,
  strategies: readonly PlacementStrategy[],
): InstanceChoice | null {
  if (!isIndexed(strategies)) return null;
  const index = clusterIndexOf(cluster);
  const chance = chanceIn(strategies);
  const ranking = strategies[chance]?.ranking;
  if (ranking?.by === 'chance') {
    const number = index.verdicts.open(demand);
    return new RandomChoice(cluster, index, number, demand.request, strategies.slice(0, chance), ranking.random);
  }
  // Which instances hold the service's own tasks is known apart, so that its demand is the same as that of others.
  const constraints = demand.constraints.filter(({ avoidedGroup }) => avoidedGroup === NONE);
  const isDistinct = constraints.length < demand.constraints.length;
  const number = index.verdicts.open({ request: demand.request, constraints });
  return new OrderedChoice(cluster, index, number, demand.request, strategies, isDistinct);
}

/** `random` is served alone and behind spreads over attributes; behind the rest it takes the scan, as scores do. */
export function isIndexed(strategies: readonly PlacementStrategy[]): boolean {
  if (strategies.some(({ ranking }) => ranking.by === 'score')) return false;
  const chance = chanceIn(strategies);
  return chance < 0 || strategies.slice(0, chance).every(({ ranking }) => ranking.by === 'attribute');
}

/** Position of `random`, which leaves one candidate: what follows says nothing. */
function chanceIn(strategies: readonly PlacementStrategy[]): number {
  return strategies.findIndex(({ ranking }) => ranking.by === 'chance');
}
