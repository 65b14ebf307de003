import { countBits, lowestBit } from '../base/bits.ts';
import { NONE } from '../base/units.ts';
import type { ClusterState } from '../sim/state/cluster-state.ts';
import { ACTIVE } from '../sim/state/container-instances.ts';
import {
  EMPTY_CAPACITY_PROVIDER,
  type FailureReason,
  NO_CONTAINER_INSTANCES,
  RESOURCE_CPU,
  RESOURCE_ENI,
  RESOURCE_GPU,
  RESOURCE_MEMORY,
  RESOURCE_PORTS,
} from '../sim/state/failure-reasons.ts';
import type { TaskRequest } from '../sim/state/task-request.ts';
import type { InstanceFilter } from './stage.ts';

/** The reasons that go away when other tasks stop, as a mask. */
const ROOM =
  (1 << RESOURCE_CPU) | (1 << RESOURCE_MEMORY) | (1 << RESOURCE_PORTS) | (1 << RESOURCE_GPU) | (1 << RESOURCE_ENI);

/**
 * Why a request found no place (P12): what the closest matching instance lacks. Closest is the ACTIVE instance of the
 * request's capacity provider that fails the fewest filters, the first registered of equals; its reason is the first
 * it fails, in the order of P12.2, then location, distinctInstance, memberOf (model).
 */
export class ClosestInstance {
  /** Row of the closest instance, or NONE when there is none to look at. */
  row = NONE;
  reason: FailureReason = NONE;
  /** Nothing but room is missing: what a DAEMON service calls an eligible instance (P4.1). */
  isEligible = false;

  /** Looks at that instance alone, or at nobody (NONE); `reason` is NONE when it takes the task. */
  judge(row: number, filters: readonly InstanceFilter[], request: TaskRequest, cluster: ClusterState): void {
    this.nobody(request);
    if (row === NONE || !isInReach(row, request, cluster)) return;
    let failures = 0;
    for (let i = 0; i < filters.length; i++) failures |= filters[i].failures(row, request, cluster);
    this.reason = firstReason(failures);
    this.isEligible = (failures & ~ROOM) === 0;
    this.row = failures === 0 ? NONE : row;
  }

  /** The task found its place. */
  clear(): void {
    this.row = NONE;
    this.reason = NONE;
    this.isEligible = true;
  }

  /** P12.1 speaks of launch type EC2; an empty capacity provider has a reason of its own. */
  private nobody({ capacityProvider }: TaskRequest): void {
    this.row = NONE;
    this.isEligible = false;
    this.reason = capacityProvider === NONE ? NO_CONTAINER_INSTANCES : EMPTY_CAPACITY_PROVIDER;
  }
}

/** Tasks are placed on ACTIVE instances (P2.9), of the request's capacity provider only (P3.4). */
export function isInReach(row: number, request: TaskRequest, { containerInstances }: ClusterState): boolean {
  if (containerInstances.status[row] !== ACTIVE) return false;
  const { capacityProvider } = request;
  return capacityProvider === NONE || containerInstances.capacityProvider[row] === capacityProvider;
}

/** How many filters the instance fails; each expression of memberOf counts as one of its own. */
export function countFailures(
  filters: readonly InstanceFilter[],
  row: number,
  request: TaskRequest,
  cluster: ClusterState,
): number {
  let failed = 0;
  for (let i = 0; i < filters.length; i++) failed += countBits(filters[i].failures(row, request, cluster));
  return failed;
}

/** The lowest reason in a mask with a bit per reason; NONE for 0. */
function firstReason(failures: number): FailureReason {
  return failures === 0 ? NONE : lowestBit(failures);
}
