import { CPU_UNITS_PER_VCPU, MIB_PER_GIB, NONE } from '../../../base/units.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { ManagedInstancesInput } from '../../state/input/managed-instances.ts';
import { LaunchChoice } from './launch-choice.ts';

/** What a vCPU is worth in GiB of memory, by the price list of Fargate: how much of the demand a type takes (model). */
const GIB_PER_VCPU = 9;

/**
 * Which instance ECS Managed Instances launches for tasks that wait in a zone: the type with the least price for what
 * it takes of them; of equal ones the largest, so that small tasks share large instances (model).
 */
export class ManagedInstanceChoice {
  private readonly cluster: ClusterState;
  readonly availability: LaunchChoice;
  /** By request row: tasks of the chosen template's instance, after `choose`. */
  readonly taken: Int32Array;
  private readonly tried: Int32Array;
  /** By request row: 1 where an instance takes one of its tasks only. */
  private readonly isAlone: Uint8Array;

  constructor(cluster: ClusterState, isAlone: Uint8Array) {
    this.cluster = cluster;
    this.isAlone = isAlone;
    this.availability = new LaunchChoice(cluster);
    this.taken = new Int32Array(cluster.requests.length);
    this.tried = new Int32Array(cluster.requests.length);
  }

  /**
   * Row in launch templates, with what it would take in `taken`; NONE where no type can take any.
   *
   * @param requests rows of requests that may wait for the provider
   * @param waiting by request row: tasks that want a place in the zone
   * @param position of the zone in the provider's
   */
  choose(
    provider: ManagedInstancesInput,
    requests: Int32Array,
    waiting: Int32Array,
    position: number,
    nowMs: number,
  ): number {
    let best = NONE;
    let bestWorth = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let type = 0; type < provider.types.length; type++) {
      const { templates, usdPerHour } = provider.types[type];
      const template = templates[position];
      if (!this.availability.isAvailable(template, nowMs)) continue;
      const worth = this.fill(template, requests, waiting);
      if (worth === 0) continue;
      const usd = usdPerHour / worth;
      if (usd > least * (1 + 1e-9) || (usd > least * (1 - 1e-9) && worth <= bestWorth)) continue;
      best = template;
      bestWorth = worth;
      least = usd;
      this.taken.set(this.tried);
    }
    return best;
  }

  /** Puts waiting tasks on an empty instance of the template, into `tried`; what they are worth together, in GiB. */
  private fill(template: number, requests: Int32Array, waiting: Int32Array): number {
    const { cpuUnits, memoryMiB, gpuCount, awsvpcTaskLimit } = this.cluster.input.launchTemplates[template];
    let [cpu, memory, gpus, enis] = [cpuUnits, memoryMiB, gpuCount, awsvpcTaskLimit];
    let worth = 0;
    this.tried.fill(0);
    for (let i = 0; i < requests.length; i++) {
      const row = requests[i];
      const request = this.cluster.requests[row];
      if (waiting[row] === 0 || request.hasRequiredAttributes[template] === 0) continue;
      let count = this.isAlone[row] === 1 ? Math.min(1, waiting[row]) : waiting[row];
      if (request.cpuUnits > 0) count = Math.min(count, Math.floor(cpu / request.cpuUnits));
      if (request.memoryMiB > 0) count = Math.min(count, Math.floor(memory / request.memoryMiB));
      if (request.gpuCount > 0) count = Math.min(count, Math.floor(gpus / request.gpuCount));
      if (request.eniCount > 0) count = Math.min(count, Math.floor(enis / request.eniCount));
      if (count <= 0) continue;
      this.tried[row] = count;
      cpu -= count * request.cpuUnits;
      memory -= count * request.memoryMiB;
      gpus -= count * request.gpuCount;
      enis -= count * request.eniCount;
      worth += count * worthGiB(request.cpuUnits, request.memoryMiB);
    }
    return worth;
  }
}

function worthGiB(cpuUnits: number, memoryMiB: number): number {
  return (cpuUnits / CPU_UNITS_PER_VCPU) * GIB_PER_VCPU + memoryMiB / MIB_PER_GIB;
}
