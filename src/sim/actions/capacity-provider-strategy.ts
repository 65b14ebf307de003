import { NONE } from '../../base/units.ts';
import type { CapacityProviderStrategyItem } from '../state/input.ts';

/**
 * The item of a capacity provider strategy that gets the next task (P5.1–P5.4): the base first, then the item with
 * the smallest (tasks beyond its base + 1) / weight, ties by list order. An item with weight 0 gets its base only; one
 * that is alone in its strategy gets every task, for ECS refuses weights of 0 only where several items have them.
 *
 * @param counts tasks each item has, entry `offset + item`
 * @returns position in `items`; NONE when every weight is 0 and the base is full
 */
export function chooseStrategyItem(
  items: readonly CapacityProviderStrategyItem[],
  counts: Int32Array,
  offset: number,
): number {
  if (items.length === 1) return 0;
  let best = NONE;
  let least = Number.POSITIVE_INFINITY;
  for (let item = 0; item < items.length; item++) {
    const { base, weight } = items[item];
    const count = counts[offset + item];
    if (count < base) return item;
    if (weight === 0) continue;
    const filled = (count - base + 1) / weight;
    if (filled < least) {
      least = filled;
      best = item;
    }
  }
  return best;
}
