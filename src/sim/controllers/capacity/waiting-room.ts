import type { ClusterState } from '../../state/cluster-state.ts';
import { ACTIVE } from '../../state/container-instances.ts';

/**
 * The waiting tasks of a capacity provider that have no room on instances which are on their way, or there and without
 * a task: a task that such an instance does not take for another reason would not be helped by one more of them.
 */
export class WaitingRoom {
  /** By request row, after `unplaced`: tasks without room. */
  readonly leftOf: Int32Array;
  private readonly cluster: ClusterState;
  /** By request row: 1 where an instance takes one of its tasks only. */
  private readonly isAlone: Uint8Array;

  constructor(cluster: ClusterState, isAlone: Uint8Array) {
    this.cluster = cluster;
    this.isAlone = isAlone;
    this.leftOf = new Int32Array(cluster.requests.length);
  }

  /** Counts them by request; in all. First fit, request by request. O(requests × such instances + waiting tasks). */
  unplaced(provider: number, requests: Int32Array, pending: readonly number[]): number {
    const { containerInstances: table, ec2Instances, input, waiting } = this.cluster;
    for (let r = 0; r < requests.length; r++) this.leftOf[requests[r]] = waiting.countOf[requests[r]];
    for (let i = 0; i < pending.length; i++) {
      const template = ec2Instances.launchTemplate[pending[i]];
      const { cpuUnits, memoryMiB, gpuCount, awsvpcTaskLimit } = input.launchTemplates[template];
      this.fill(requests, template, cpuUnits, memoryMiB, gpuCount, awsvpcTaskLimit);
    }
    for (let i = 0; i < table.livingCount; i++) {
      const row = table.living[i];
      if (table.capacityProvider[row] !== provider || table.status[row] !== ACTIVE) continue;
      if (table.workTaskCount[row] > 0 || table.agentConnected[row] === 0) continue;
      const template = table.launchTemplate[row];
      const { remainingCpuUnits, remainingMemoryMiB, remainingGpus, remainingEnis } = table;
      this.fill(
        requests,
        template,
        remainingCpuUnits[row],
        remainingMemoryMiB[row],
        remainingGpus[row],
        remainingEnis[row],
      );
    }
    return this.left(requests);
  }

  left(requests: Int32Array): number {
    let sum = 0;
    for (let r = 0; r < requests.length; r++) sum += this.leftOf[requests[r]];
    return sum;
  }

  private fill(
    requests: Int32Array,
    template: number,
    cpuUnits: number,
    memoryMiB: number,
    gpuCount: number,
    eniCount: number,
  ): void {
    const { zone } = this.cluster.input.launchTemplates[template];
    let [cpu, memory, gpus, enis] = [cpuUnits, memoryMiB, gpuCount, eniCount];
    for (let r = 0; r < requests.length; r++) {
      const row = requests[r];
      const request = this.cluster.requests[row];
      if (request.hasRequiredAttributes[template] === 0 || request.isInSubnets[zone] === 0) continue;
      while (this.leftOf[row] > 0) {
        if (request.cpuUnits > cpu || request.memoryMiB > memory) break;
        if (request.gpuCount > gpus || request.eniCount > enis) break;
        this.leftOf[row]--;
        cpu -= request.cpuUnits;
        memory -= request.memoryMiB;
        gpus -= request.gpuCount;
        enis -= request.eniCount;
        if (this.isAlone[row] === 1) break;
      }
    }
  }
}
