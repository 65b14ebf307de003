/** The arithmetic of capacity provider managed scaling (P5.5–P5.13), as pure functions. */

/** What limits how many tasks one instance holds. */
export interface InstanceRoom {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly gpus: number;
  readonly enis: number;
}

/** Tasks that fit on one empty instance (P5.8, step 2); Infinity where they need nothing that is counted. */
export function tasksPerInstance(room: InstanceRoom, need: InstanceRoom): number {
  return Math.min(
    tasksBy(room.cpuUnits, need.cpuUnits),
    tasksBy(room.memoryMiB, need.memoryMiB),
    tasksBy(room.gpus, need.gpus),
    tasksBy(room.enis, need.enis),
  );
}

function tasksBy(room: number, need: number): number {
  return need === 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor(room / need));
}

/** New, empty instances for so many waiting tasks of one kind (P5.8, step 2). */
export function newInstances(tasks: number, perInstance: number): number {
  return Math.max(1, Math.ceil(tasks / perInstance));
}

/**
 * M while tasks wait: the instances there are, and what the largest group of waiting tasks needs, within the step sizes
 * (P5.8, steps 3 and 4).
 *
 * @param running N, instances
 * @param need    most new instances of any group of waiting tasks; 0 where no group fits the smallest type (P5.9)
 */
export function neededWhileWaiting(running: number, need: number, stepMin: number, stepMax: number): number {
  return need === 0 ? running : running + Math.min(Math.max(need, stepMin), stepMax);
}

/** CPR where there is no instance and there should be one (P5.6). */
const RESERVATION_FROM_ZERO = 200;

/**
 * How full a capacity provider's container instances are, as managed scaling sees it, percent (P5.5, P5.6).
 *
 * @param needed   M, instances
 * @param running  N, instances
 */
export function capacityProviderReservation(needed: number, running: number): number {
  if (running === 0) return needed === 0 ? 100 : RESERVATION_FROM_ZERO;
  return (needed / running) * 100;
}

/**
 * The size that target tracking asks for (P5.11); the group's own bounds come after. From 0 instances the published 200
 * is tracked as of one: two at target 100.
 *
 * @param targetCapacity percent
 */
export function trackedCapacity(needed: number, running: number, targetCapacity: number): number {
  const tracked = running === 0 && needed > 0 ? RESERVATION_FROM_ZERO / 100 : needed;
  return Math.ceil((100 * tracked) / targetCapacity);
}

/** The size after one minute of scale-in: at least one instance fewer, and at most half of them (P5.12). */
export function scaledIn(desired: number, wanted: number): number {
  const removed = Math.min(Math.max(desired - wanted, 1), Math.max(1, Math.floor(desired / 2)));
  return desired - removed;
}
