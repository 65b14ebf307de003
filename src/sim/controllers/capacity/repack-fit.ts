import { NONE } from '../../../base/units.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { ACTIVE, type ContainerInstanceTable, DRAINING } from '../../state/container-instances.ts';
import { growInt32 } from '../../state/rows.ts';

/** At most this share of its CPU and of its memory is reserved (model). */
const UNDERUSED_SHARE = 0.5;

/**
 * Whether a container instance is little used, and its tasks would fit on the others of its capacity provider as
 * they are now.
 */
export class RepackFit {
  /** After a refusal: something waits or drains now, and it may fit later. */
  isHeldUp = false;
  private readonly cluster: ClusterState;
  /** Scratch: what is left on the others, four entries each. */
  private room = new Int32Array(256);
  private rows = new Int32Array(64);

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
  }

  /**
   * First fit; only tasks of services can move, and one instance of a provider moves at a time. Nothing waits: a place
   * that another task waits for is none. O(tasks there × instances).
   */
  fitsElsewhere(instance: number): boolean {
    const { tasks, containerInstances, waiting, input, isDaemon } = this.cluster;
    this.isHeldUp = false;
    if (!isUnderused(containerInstances, instance)) return false;
    this.isHeldUp = waiting.count > 0;
    if (this.isHeldUp) return false;
    const count = this.gather(instance);
    if (count === 0) return false;
    for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      const workload = tasks.workload[task];
      if (workload >= input.services.length || tasks.isDesired[task] === 0) return false;
      if (isDaemon[workload] === 0 && !this.place(tasks.request[task], count)) return false;
    }
    return true;
  }

  /** The other ACTIVE instances of the provider; none while one of it drains. */
  private gather(instance: number): number {
    const { containerInstances: table } = this.cluster;
    const provider = table.capacityProvider[instance];
    while (this.rows.length < table.livingCount) {
      this.rows = growInt32(this.rows, this.rows.length * 2);
      this.room = growInt32(this.room, this.rows.length * 4);
    }
    let count = 0;
    for (let i = 0; i < table.livingCount; i++) {
      const row = table.living[i];
      if (row === instance || table.capacityProvider[row] !== provider) continue;
      if (table.status[row] === DRAINING) {
        this.isHeldUp = true;
        return 0;
      }
      if (table.status[row] !== ACTIVE || table.agentConnected[row] === 0 || table.workTaskCount[row] === 0) continue;
      this.rows[count] = row;
      this.room[count * 4] = table.remainingCpuUnits[row];
      this.room[count * 4 + 1] = table.remainingMemoryMiB[row];
      this.room[count * 4 + 2] = table.remainingGpus[row];
      this.room[count * 4 + 3] = table.remainingEnis[row];
      count++;
    }
    return count;
  }

  private place(requestRow: number, count: number): boolean {
    const { containerInstances, requests } = this.cluster;
    const request = requests[requestRow];
    if (request.hostPortCount > 0) return false;
    for (let i = 0; i < count; i++) {
      const row = this.rows[i];
      if (request.hasRequiredAttributes[containerInstances.launchTemplate[row]] === 0) continue;
      if (request.isInSubnets[containerInstances.zone[row]] === 0) continue;
      if (this.room[i * 4] < request.cpuUnits || this.room[i * 4 + 1] < request.memoryMiB) continue;
      if (this.room[i * 4 + 2] < request.gpuCount || this.room[i * 4 + 3] < request.eniCount) continue;
      this.room[i * 4] -= request.cpuUnits;
      this.room[i * 4 + 1] -= request.memoryMiB;
      this.room[i * 4 + 2] -= request.gpuCount;
      this.room[i * 4 + 3] -= request.eniCount;
      return true;
    }
    return false;
  }
}

function isUnderused(table: ContainerInstanceTable, row: number): boolean {
  const spare = 1 - UNDERUSED_SHARE;
  return (
    table.remainingCpuUnits[row] >= table.registeredCpuUnits[row] * spare &&
    table.remainingMemoryMiB[row] >= table.registeredMemoryMiB[row] * spare
  );
}
