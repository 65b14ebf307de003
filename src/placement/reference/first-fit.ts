import type { PlacementStrategy } from '../stage.ts';
import { ScoreOrder } from './score-order.ts';

/** `first-fit`: every candidate is as good, so the first registered takes the task (Johnson 1973). */
export function firstFit(): PlacementStrategy {
  return new ScoreOrder('first-fit', () => 0);
}
