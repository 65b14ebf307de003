import { NONE } from '../../../base/units.ts';
import type { Workloads } from '../../actions/workloads.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { type InstanceRoom, newInstances, tasksPerInstance } from './managed-scaling-rules.ts';

/** Waiting tasks that need the same count together (P5.8, step 1). */
interface TaskKind {
  readonly need: InstanceRoom;
  /** Their static host port or distinctInstance lets one of them on an instance. */
  readonly isAlone: boolean;
}

/** The waiting tasks of one capacity provider. */
interface ProviderQueue {
  readonly requests: Int32Array;
  /** By position in requests: row in kinds. */
  readonly kindOf: Int32Array;
  readonly kinds: readonly TaskKind[];
  readonly counts: Int32Array;
  /** Rows in launch templates. */
  readonly templates: readonly number[];
}

interface MutableRoom {
  cpuUnits: number;
  memoryMiB: number;
  gpus: number;
  enis: number;
}

/**
 * ECS's own estimate of the instances that waiting tasks need (P5.8, P5.9): the largest of their kinds, each by binpack
 * onto new, empty instances of the largest type. Placement constraints but distinctInstance are not looked at (P5.10).
 */
export class WaitingDemand {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly queues: readonly ProviderQueue[];
  private readonly daemons: readonly number[];
  private readonly largest: MutableRoom = { cpuUnits: 0, memoryMiB: 0, gpus: 0, enis: 0 };
  private readonly smallest: MutableRoom = { cpuUnits: 0, memoryMiB: 0, gpus: 0, enis: 0 };

  constructor(cluster: ClusterState, workloads: Workloads) {
    this.cluster = cluster;
    this.workloads = workloads;
    this.queues = cluster.input.capacityProviders.map((_, provider) => queueOf(provider, cluster, workloads));
    this.daemons = [...cluster.isDaemon.keys()].filter((workload) => cluster.isDaemon[workload] === 1);
  }

  /** Tasks that wait for an instance of that provider. O(its requests), where any task of the cluster waits. */
  waitingTasks(provider: number): number {
    const { waiting } = this.cluster;
    if (waiting.count === 0) return 0;
    const { requests } = this.queues[provider];
    let count = 0;
    for (let i = 0; i < requests.length; i++) count += waiting.countOf[requests[i]];
    return count;
  }

  /** New instances that the largest kind of waiting tasks needs; 0 where no kind fits the smallest type (P5.9). */
  newInstances(provider: number): number {
    const { requests, kindOf, kinds, counts } = this.queues[provider];
    counts.fill(0);
    for (let i = 0; i < requests.length; i++) counts[kindOf[i]] += this.cluster.waiting.countOf[requests[i]];
    this.measure(provider);
    let most = 0;
    for (let kind = 0; kind < kinds.length; kind++) {
      const { need, isAlone } = kinds[kind];
      if (counts[kind] === 0 || tasksPerInstance(this.smallest, need) < 1) continue;
      most = Math.max(most, newInstances(counts[kind], isAlone ? 1 : tasksPerInstance(this.largest, need)));
    }
    return most;
  }

  /** The largest and the smallest type, parameter by parameter, less what daemon tasks hold there. */
  private measure(provider: number): void {
    const { launchTemplates } = this.cluster.input;
    const { templates } = this.queues[provider];
    const { largest, smallest } = this;
    for (let i = 0; i < templates.length; i++) {
      const { cpuUnits, memoryMiB, gpuCount, awsvpcTaskLimit } = launchTemplates[templates[i]];
      let [cpu, memory, gpus, enis] = [cpuUnits, memoryMiB, gpuCount, awsvpcTaskLimit];
      for (let d = 0; d < this.daemons.length; d++) {
        const request = this.daemonRequest(this.daemons[d], provider);
        if (request === NONE || this.cluster.requests[request].hasRequiredAttributes[templates[i]] === 0) continue;
        const held = this.cluster.requests[request];
        cpu -= held.cpuUnits;
        memory -= held.memoryMiB;
        gpus -= held.gpuCount;
        enis -= held.eniCount;
      }
      largest.cpuUnits = i === 0 ? cpu : Math.max(largest.cpuUnits, cpu);
      largest.memoryMiB = i === 0 ? memory : Math.max(largest.memoryMiB, memory);
      largest.gpus = i === 0 ? gpus : Math.max(largest.gpus, gpus);
      largest.enis = i === 0 ? enis : Math.max(largest.enis, enis);
      smallest.cpuUnits = i === 0 ? cpu : Math.min(smallest.cpuUnits, cpu);
      smallest.memoryMiB = i === 0 ? memory : Math.min(smallest.memoryMiB, memory);
      smallest.gpus = i === 0 ? gpus : Math.min(smallest.gpus, gpus);
      smallest.enis = i === 0 ? enis : Math.min(smallest.enis, enis);
    }
  }

  /** What a DAEMON service's task holds on the provider's instances; NONE where it has none there. */
  private daemonRequest(service: number, provider: number): number {
    const items = this.workloads.items[service];
    const taskDefinition = this.cluster.deployments.taskDefinitionOf(service);
    for (let item = 0; item < items.length; item++) {
      const { capacityProvider } = items[item];
      if (capacityProvider !== NONE && capacityProvider !== provider) continue;
      return this.workloads.requestOf(service, item, taskDefinition);
    }
    return NONE;
  }
}

function queueOf(provider: number, cluster: ClusterState, workloads: Workloads): ProviderQueue {
  const requests = [...cluster.requests.keys()].filter(
    (request) => cluster.requests[request].capacityProvider === provider && workloads.pipelines[request] !== null,
  );
  const kinds: TaskKind[] = [];
  const keys: string[] = [];
  const kindOf = requests.map((request) => {
    const { cpuUnits, memoryMiB, gpuCount, eniCount, hostPortCount } = cluster.requests[request];
    const need = { cpuUnits, memoryMiB, gpus: gpuCount, enis: eniCount };
    const workload = workloads.requestsOf.findIndex((rows) => rows.includes(request));
    const isDistinct = workloads.work[workload].placementConstraints.some(({ type }) => type === 'distinctInstance');
    const key = JSON.stringify([need, hostPortCount, isDistinct ? workload : null]);
    const known = keys.indexOf(key);
    if (known !== NONE) return known;
    keys.push(key);
    return kinds.push({ need, isAlone: isDistinct || hostPortCount > 0 }) - 1;
  });
  const templates = cluster.input.launchTemplates.flatMap(({ capacityProvider }, row) =>
    capacityProvider === provider ? [row] : [],
  );
  return {
    requests: Int32Array.from(requests),
    kindOf: Int32Array.from(kindOf),
    kinds,
    counts: new Int32Array(kinds.length),
    templates,
  };
}
