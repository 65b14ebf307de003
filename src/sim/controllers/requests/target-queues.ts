import { CPU_UNITS_PER_VCPU, SECOND_MS } from '../../../base/units.ts';
import type { TargetGroupInput } from '../../state/input/load-balancing.ts';
import type { LoadInput } from '../../state/input.ts';
import type { QueueShape } from '../traffic/queue-table.ts';

/** More servers than that are as good as a delay: so many, each the faster, and the rest of the time beside them. */
const SERVERS_MAX = 1024;
/** A request takes some time, ms, so that a server has a rate. */
const SHORTEST_MS = 1e-3;
/** Numbers of targets, and parts of a CPU unit's capacity, that share a table: so many per doubling. */
const TARGETS_PER_DOUBLING = 4;
const CAPACITIES_PER_DOUBLING = 32;

/**
 * The queue that a task is (docs/model.md, "Requests"): its vCPU, rounded up, are servers that take requests in
 * order of
 * arrival, each at an equal part of the task's CPU; then a request waits for others without CPU. It works on at most
 * concurrentRequestsMax, queuedRequestsMax wait beside them, and what comes beyond that is rejected.
 *
 * @param cpuUnits that the task has for requests, > 0
 * @param targets that the group has, of which all share one queue or none (isOneQueue)
 */
export function queueShapeOf(
  load: LoadInput,
  cpuUnits: number,
  group: TargetGroupInput | null,
  targets: number,
): QueueShape {
  const isPooled = isOneQueue(load, group);
  const one = shapeOfTask(load, cpuUnits);
  const pool = isPooled ? targets : 1;
  const isTurned = group?.algorithm === 'round_robin' && !isPooled;
  const ofService = load.requests.arrivals === 'even' ? 0 : 1;
  const arrivalVariation = isTurned ? ofService / targets : ofService;
  return bounded({ ...one, servers: one.servers * pool, queues: pool, places: one.places * pool, arrivalVariation });
}

/**
 * Whether all targets of a service are as one queue: where the least busy takes the next request, and where requests
 * that all take the same are given out in turn, since the target whose turn it is then is free first.
 */
export function isOneQueue(load: LoadInput, group: TargetGroupInput | null): boolean {
  if (group?.algorithm === 'least_outstanding_requests') return true;
  return group?.algorithm === 'round_robin' && load.requests.times.kind === 'constant';
}

function shapeOfTask(load: LoadInput, cpuUnits: number): Omit<QueueShape, 'arrivalVariation' | 'queues'> {
  const { concurrentRequestsMax, queuedRequestsMax, requests } = load;
  const waitMs = load.waitSecondsPerRequest * SECOND_MS;
  const servers = cpuServersOf(load, cpuUnits);
  const cpuMs = cpuMsOf(load, cpuUnits);
  const waiting = (servers * waitMs) / cpuMs;
  if (servers + waiting > concurrentRequestsMax) {
    const service = { ...requests.times, mean: cpuMs + waitMs };
    return { servers: concurrentRequestsMax, places: queuedRequestsMax, service, delayMs: 0 };
  }
  return {
    servers,
    places: Math.floor(concurrentRequestsMax + queuedRequestsMax - servers - waiting),
    service: { ...requests.times, mean: cpuMs },
    delayMs: waitMs,
  };
}

/** Requests of a task that use CPU at once: its vCPU, rounded up. */
export function cpuServersOf({ concurrentRequestsMax }: LoadInput, cpuUnits: number): number {
  return Math.min(concurrentRequestsMax, Math.max(1, Math.ceil(cpuUnits / CPU_UNITS_PER_VCPU)));
}

/** What a request takes on one of them, ms, at an equal part of the task's CPU and at most one vCPU. */
export function cpuMsOf(load: LoadInput, cpuUnits: number): number {
  const speed = Math.min(1, cpuUnits / CPU_UNITS_PER_VCPU / cpuServersOf(load, cpuUnits));
  return Math.max(SHORTEST_MS, (load.cpuSecondsPerRequest * SECOND_MS) / speed);
}

function bounded(shape: QueueShape): QueueShape {
  if (shape.servers <= SERVERS_MAX) return shape;
  const mean = (shape.service.mean * SERVERS_MAX) / shape.servers;
  const delayMs = shape.delayMs + shape.service.mean - mean;
  return { ...shape, servers: SERVERS_MAX, service: { ...shape.service, mean }, delayMs };
}

/** The number of targets that a table is made for: itself up to seven, then in steps of a fifth. */
export function targetStep(targets: number): number {
  if (targets < 2 * TARGETS_PER_DOUBLING) return Math.max(1, targets);
  return Math.round(2 ** (Math.round(Math.log2(targets) * TARGETS_PER_DOUBLING) / TARGETS_PER_DOUBLING));
}

/** The CPU that a table is made for, in steps of two percent; at least one unit. */
export function capacityStep(cpuUnits: number): number {
  const steps = Math.round(Math.log2(Math.max(1, cpuUnits)) * CAPACITIES_PER_DOUBLING);
  return 2 ** (steps / CAPACITIES_PER_DOUBLING);
}
