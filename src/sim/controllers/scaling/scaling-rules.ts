import { NONE } from '../../../base/units.ts';
import type { AdjustmentType, StepAdjustmentInput } from '../../state/input/service-scaling.ts';

/** A low alarm is below this part of the target (P6.3; observed, AWS only says "usually more than 10 % lower"). */
export const LOW_ALARM_FACTOR = 0.9;
/** Averages carry the rounding of doubles: this much above a whole number is that number. */
const ROUNDING = 1e-9;

/**
 * What target tracking asks for in either direction: ceil(current × metric / target) (P6.4).
 *
 * @param current capacity, tasks
 */
export function trackedCapacity(current: number, metric: number, target: number): number {
  const wanted = (current * metric) / target;
  return Math.ceil(wanted - wanted * ROUNDING);
}

/**
 * Row of the step that holds the breach, NONE where none does (P6.9). Above the threshold a step has its lower bound
 * and not its upper one, below the threshold the other way round.
 *
 * @param breach metric − threshold
 */
export function stepOf(steps: readonly StepAdjustmentInput[], breach: number): number {
  for (let row = 0; row < steps.length; row++) {
    const { lowerBound, upperBound } = steps[row];
    if (breach >= 0 && lowerBound <= breach && breach < upperBound) return row;
    if (breach <= 0 && lowerBound < breach && breach <= upperBound) return row;
  }
  return NONE;
}

/**
 * Capacity after an adjustment, before it is clamped (P6.10).
 *
 * @param minMagnitude MinAdjustmentMagnitude, tasks; 0 = none; of PercentChangeInCapacity only
 */
export function adjustedCapacity(
  current: number,
  type: AdjustmentType,
  adjustment: number,
  minMagnitude: number,
): number {
  if (type === 'ExactCapacity') return adjustment;
  if (type === 'ChangeInCapacity') return Math.max(0, current + adjustment);
  const change = roundPercentChange((current * adjustment) / 100);
  if (change === 0) return current;
  const magnitude = Math.max(Math.abs(change), minMagnitude);
  return Math.max(0, current + Math.sign(change) * magnitude);
}

/** Toward zero; what is between 0 and 1 becomes 1, and between −1 and 0 it becomes −1 (P6.10). */
export function roundPercentChange(change: number): number {
  if (change > 0 && change < 1) return 1;
  if (change < 0 && change > -1) return -1;
  // No negative zero.
  return Math.trunc(change) + 0;
}

/** Every result is clamped to the scalable target's limits (P6.1). */
export function clampCapacity(capacity: number, minCapacity: number, maxCapacity: number): number {
  return Math.max(minCapacity, Math.min(maxCapacity, capacity));
}
