/**
 * A plain second account of a run: it looks at the tables after every event, and what it sees holds until the next one.
 * Slow and obvious, to hold the recorder against.
 */
import { NONE } from '../../src/base/units.ts';
import { poolsOf } from '../../src/sim/record/pools.ts';
import type { Simulation } from '../../src/sim/simulation.ts';
import type { ClusterState } from '../../src/sim/state/cluster-state.ts';
import { INACTIVE } from '../../src/sim/state/container-instances.ts';
import type { SimulationInput } from '../../src/sim/state/input.ts';
import { HEALTHY, PROVISIONING, RUNNING } from '../../src/sim/state/tasks.ts';

export type Gauge = Record<string, number[]>;

export class Observer {
  /** Name → row-major integrals, as in Series; names as in the recording. */
  readonly pool: Gauge = {};
  readonly workload: Gauge = {};
  readonly pending: Gauge = {};
  /** Under one name, whatever keeps them from being started. */
  readonly missing: Gauge = {};
  private readonly input: SimulationInput;
  private readonly cluster: ClusterState;
  private readonly bucketCount: number;
  private readonly providerPool: Int32Array;
  private readonly templatePool: Int32Array;
  private levels: { of: Gauge; name: string; row: number; value: number }[] = [];
  private sinceMs = 0;

  constructor(input: SimulationInput, simulation: Simulation) {
    this.input = input;
    this.cluster = simulation.cluster;
    this.bucketCount = Math.max(1, Math.ceil(input.durationMs / input.record.bucketMs));
    const { ofProvider, ofTemplate } = poolsOf(input);
    this.providerPool = ofProvider;
    this.templatePool = ofTemplate;
    this.look();
  }

  /** After every event, and at the end. */
  moveTo(nowMs: number): void {
    const { bucketMs } = this.input.record;
    for (const { of, name, row, value } of this.levels) {
      of[name] ??= [];
      for (let bucket = 0; bucket < this.bucketCount; bucket++) {
        const overlap = Math.min(nowMs, (bucket + 1) * bucketMs) - Math.max(this.sinceMs, bucket * bucketMs);
        const cell = row * this.bucketCount + bucket;
        of[name][cell] = (of[name][cell] ?? 0) + value * Math.max(0, overlap);
      }
    }
    this.sinceMs = nowMs;
    this.look();
  }

  private look(): void {
    this.levels = [];
    const { tasks, containerInstances, requests, firstOfWorkload } = this.cluster;
    for (let row = 0; row < containerInstances.count; row++) {
      if (containerInstances.status[row] === INACTIVE) continue;
      const pool = this.templatePool[containerInstances.launchTemplate[row]!]!;
      this.see(this.pool, 'instances', pool, 1);
      this.see(this.pool, 'registeredCpuUnits', pool, containerInstances.registeredCpuUnits[row]!);
      this.see(this.pool, 'registeredMemoryMiB', pool, containerInstances.registeredMemoryMiB[row]!);
      this.see(this.pool, 'registeredGpus', pool, containerInstances.registeredGpus[row]!);
    }
    this.input.services.forEach(({ schedulingStrategy }, row) => {
      const missing = this.cluster.desiredCount[row]! - this.cluster.activeCount[row]!;
      if (schedulingStrategy === 'REPLICA' && missing > 0) this.see(this.missing, 'tasks', row, missing);
    });
    firstOfWorkload.forEach((first, workload) => {
      for (let task = first; task !== NONE; task = tasks.nextOfWorkload[task]!) {
        const instance = tasks.containerInstance[task]!;
        const provider = tasks.capacityProvider[task]!;
        const pool =
          instance === NONE
            ? this.providerPool[provider]!
            : this.templatePool[containerInstances.launchTemplate[instance]!]!;
        const isRunning = tasks.lastStatus[task] === RUNNING;
        if (tasks.isDesired[task] === 1) {
          if (tasks.health[task] === HEALTHY) this.see(this.workload, 'healthyTasks', workload, 1);
          if (tasks.lastStatus[task] === PROVISIONING) {
            this.see(this.pending, tasks.zone[task] === NONE ? 'capacity' : 'provisioning', workload, 1);
          }
          this.see(this.workload, isRunning ? 'runningTasks' : 'pendingTasks', workload, 1);
          if (pool !== NONE) this.see(this.pool, isRunning ? 'runningTasks' : 'pendingTasks', pool, 1);
        }
        const isOnFargate = provider !== NONE && this.input.capacityProviders[provider]!.kind.startsWith('fargate');
        if (isOnFargate ? Number.isNaN(tasks.pullStartedAtMs[task]) : instance === NONE) continue;
        const { cpuUnits, memoryMiB, gpuCount } = requests[tasks.request[task]!]!;
        for (const [of, row] of [
          [this.pool, pool],
          [this.workload, workload],
        ] as const) {
          this.see(of, 'reservedCpuUnits', row, cpuUnits);
          this.see(of, 'reservedMemoryMiB', row, memoryMiB);
        }
        this.see(this.pool, 'reservedGpus', pool, gpuCount);
        if (isOnFargate) {
          this.see(this.pool, 'registeredCpuUnits', pool, cpuUnits);
          this.see(this.pool, 'registeredMemoryMiB', pool, memoryMiB);
        }
        const { services, taskSources } = this.input;
        if (!isRunning || [...services, ...taskSources][workload]!.load === null) continue;
        this.see(this.pool, 'measuredCpuUnits', pool, cpuUnits);
        this.see(this.pool, 'measuredMemoryMiB', pool, memoryMiB);
      }
    });
  }

  private see(of: Gauge, name: string, row: number, value: number): void {
    this.levels.push({ of, name, row, value });
  }
}
