import { HOUR_MS, NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { GroupActions } from '../../actions/group-actions.ts';
import type { InstanceActions } from '../../actions/instance-actions.ts';
import type { Workloads } from '../../actions/workloads.ts';
import { REPACK } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { ACTIVE, INACTIVE } from '../../state/container-instances.ts';
import type { AutoScalingGroupInput } from '../../state/input.ts';
import { REPACKED } from '../../state/instance-causes.ts';
import type { TaskRequest } from '../../state/task-request.ts';

/** A drained instance goes after this long at the latest where the group drains nothing itself. */
const DRAIN_TIMEOUT_MS = 48 * HOUR_MS;

/**
 * A remedy that ECS does not have, but its users write (issue 3): every so often the emptiest container instance of a
 * group whose service tasks fit onto the others is drained and ends, and the group is made one smaller. One at a time,
 * never below the group's minimum, and not while tasks wait.
 */
export class Repacking {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly instances: InstanceActions;
  private readonly groupActions: GroupActions;
  private readonly groups: readonly (AutoScalingGroupInput | null)[];
  /** By capacity provider: the instance that is being emptied, or NONE. */
  private readonly emptying: Int32Array;
  /** Scratch: what remains on each living instance, by its position, while tasks are laid out. */
  private cpuUnits = new Int32Array(64);
  private memoryMiB = new Int32Array(64);
  private gpus = new Int32Array(64);
  private enis = new Int32Array(64);

  constructor(parts: EngineParts) {
    const { cluster, workloads, timeline, instances, groups } = parts;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.instances = instances;
    this.groupActions = groups;
    this.groups = cluster.input.capacityProviders.map(({ autoScalingGroup }) => autoScalingGroup);
    this.emptying = new Int32Array(this.groups.length).fill(NONE);
  }

  onStart(): void {
    for (let provider = 0; provider < this.groups.length; provider++) {
      const repack = this.groups[provider]?.repack ?? null;
      if (repack !== null) this.timeline.schedule(repack.everyMs, REPACK, provider, NONE);
    }
  }

  onRepack(provider: number): void {
    const group = this.groups[provider];
    if (group === null || group.repack === null) return;
    this.timeline.schedule(group.repack.everyMs, REPACK, provider, NONE);
    const { autoScaling, containerInstances, waiting } = this.cluster;
    const before = this.emptying[provider];
    if (before !== NONE && containerInstances.status[before] !== INACTIVE) return;
    const desired = autoScaling.desiredCapacity[provider];
    if (waiting.count > 0 || desired <= autoScaling.minSize[provider]) return;
    const instance = this.emptiest(provider);
    this.emptying[provider] = instance !== NONE && this.fitsElsewhere(provider, instance) ? instance : NONE;
    if (this.emptying[provider] === NONE) return;
    this.instances.drainAndLeave(instance, REPACKED, group.drainTimeoutMs ?? DRAIN_TIMEOUT_MS);
    this.groupActions.setDesiredCapacity(provider, desired - 1);
  }

  /** The member with tasks whose fuller resource is least reserved, the first registered of equals. */
  private emptiest(provider: number): number {
    const { containerInstances: table } = this.cluster;
    let best = NONE;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < table.livingCount; i++) {
      const row = table.living[i];
      if (!this.isMember(row, provider) || table.workTaskCount[row] === 0) continue;
      const cpu = 1 - table.remainingCpuUnits[row] / table.registeredCpuUnits[row];
      const memory = 1 - table.remainingMemoryMiB[row] / table.registeredMemoryMiB[row];
      if (Math.max(cpu, memory) >= least) continue;
      best = row;
      least = Math.max(cpu, memory);
    }
    return best;
  }

  /** Each of its service tasks finds room on another member; a standalone task would keep it (P2.12). */
  private fitsElsewhere(provider: number, instance: number): boolean {
    const { tasks, containerInstances, requests, isDaemon } = this.cluster;
    this.readRoom();
    for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      const workload = tasks.workload[task];
      if (isDaemon[workload] === 1 || tasks.isDesired[task] === 0) continue;
      if (!this.workloads.isService(workload)) return false;
      if (!this.lay(requests[tasks.request[task]], provider, instance)) return false;
    }
    return true;
  }

  /** The first member but `instance` with room for the request takes it. */
  private lay(request: TaskRequest, provider: number, instance: number): boolean {
    const { living, livingCount, launchTemplate } = this.cluster.containerInstances;
    for (let i = 0; i < livingCount; i++) {
      const row = living[i];
      if (row === instance || !this.isMember(row, provider)) continue;
      if (request.hasRequiredAttributes[launchTemplate[row]] === 0 || !this.hasRoom(i, request)) continue;
      this.cpuUnits[i] -= request.cpuUnits;
      this.memoryMiB[i] -= request.memoryMiB;
      this.gpus[i] -= request.gpuCount;
      this.enis[i] -= request.eniCount;
      return true;
    }
    return false;
  }

  private hasRoom(i: number, request: TaskRequest): boolean {
    return (
      this.cpuUnits[i] >= request.cpuUnits &&
      this.memoryMiB[i] >= request.memoryMiB &&
      this.gpus[i] >= request.gpuCount &&
      this.enis[i] >= request.eniCount
    );
  }

  private readRoom(): void {
    const { containerInstances: table } = this.cluster;
    const { living, livingCount } = table;
    if (livingCount > this.cpuUnits.length) this.grow(livingCount * 2);
    for (let i = 0; i < livingCount; i++) {
      this.cpuUnits[i] = table.remainingCpuUnits[living[i]];
      this.memoryMiB[i] = table.remainingMemoryMiB[living[i]];
      this.gpus[i] = table.remainingGpus[living[i]];
      this.enis[i] = table.remainingEnis[living[i]];
    }
  }

  private isMember(row: number, provider: number): boolean {
    const { status, capacityProvider } = this.cluster.containerInstances;
    return capacityProvider[row] === provider && status[row] === ACTIVE && this.cluster.isInService(row);
  }

  private grow(length: number): void {
    this.cpuUnits = new Int32Array(length);
    this.memoryMiB = new Int32Array(length);
    this.gpus = new Int32Array(length);
    this.enis = new Int32Array(length);
  }
}
