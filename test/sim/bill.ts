/**
 * A plain second account of what EC2 instances and Fargate tasks are billed for: it looks at the tables after every
 * event, and knows from them alone when something began, rested and ended.
 */
import { billedSeconds } from '../../src/base/billing.ts';
import { NONE } from '../../src/base/units.ts';
import type { Recorder } from '../../src/sim/record/recorder.ts';
import type { Simulation } from '../../src/sim/simulation.ts';
import type { ClusterState } from '../../src/sim/state/cluster-state.ts';
import { EC2_TERMINATED, EC2_WARM } from '../../src/sim/state/ec2-instances.ts';
import type { SimulationInput } from '../../src/sim/state/input.ts';

/** P8.1, P9.1: Linux, of both. */
const MINIMUM_SECONDS = 60;

type Doing = 'running' | 'stopped' | 'ended';

export class Bill {
  private readonly input: SimulationInput;
  private readonly cluster: ClusterState;
  private readonly recorder: Recorder;
  /** Seconds of what has ended, as they are billed; addresses are those of Fargate tasks (P8.7, P9.6). */
  private instances = 0;
  private stopped = 0;
  private tasks = 0;
  private addresses = 0;
  /** By EC2 instance: what it does, and since when. */
  private readonly lives: { doing: Doing; sinceMs: number }[] = [];
  /** By number of a Fargate task that is there. */
  private readonly present = new Map<number, { createdAtMs: number; pullStartedAtMs: number; hasAddress: boolean }>();

  constructor(input: SimulationInput, { cluster, recorder }: Simulation) {
    this.input = input;
    this.cluster = cluster;
    this.recorder = recorder;
    this.moveTo(0);
  }

  /** The meters have billed just that. */
  check(): void {
    const { ec2, fargate } = this.recorder.meters.finish();
    const metered = [0, 0, 0, 0];
    for (const { instanceSeconds, stoppedSeconds } of ec2) {
      metered[0]! += instanceSeconds;
      metered[1]! += stoppedSeconds;
    }
    for (const { taskSeconds, publicIpv4Seconds } of fargate) {
      metered[2]! += taskSeconds;
      metered[3]! += publicIpv4Seconds;
    }
    const billed = [this.instances, this.stopped, this.tasks, this.addresses];
    if (billed.some((seconds, i) => seconds !== metered[i])) {
      throw new Error(`of instances, stopped ones, tasks and addresses ${metered} s are billed instead of ${billed}`);
    }
  }

  /** After every event. */
  moveTo(nowMs: number): void {
    for (let row = 0; row < this.cluster.ec2Instances.count; row++) this.lookAtInstance(row, nowMs);
    this.lookAtTasks(nowMs);
  }

  /** The run is over: what is there ends with it. */
  endAt(endMs: number): void {
    for (const row of this.lives.keys()) this.change(row, 'ended', endMs);
    for (const number of this.present.keys()) this.endTask(number, endMs);
  }

  private lookAtInstance(row: number, nowMs: number): void {
    const { ec2Instances } = this.cluster;
    this.lives[row] ??= { doing: 'running', sinceMs: ec2Instances.launchedAtMs[row]! };
    const { capacityProvider } = this.input.launchTemplates[ec2Instances.launchTemplate[row]!]!;
    const state = ec2Instances.state[row];
    const { autoScalingGroup } = this.input.capacityProviders[capacityProvider]!;
    const isStopped = state === EC2_WARM && autoScalingGroup?.warmPool?.poolState === 'Stopped';
    this.change(row, state === EC2_TERMINATED ? 'ended' : isStopped ? 'stopped' : 'running', nowMs);
  }

  private change(row: number, doing: Doing, nowMs: number): void {
    const life = this.lives[row]!;
    if (life.doing === doing) return;
    const lengthMs = nowMs - life.sinceMs;
    if (life.doing === 'running') this.instances += billedSeconds(lengthMs, MINIMUM_SECONDS);
    if (life.doing === 'stopped') this.stopped += billedSeconds(lengthMs, 0);
    this.lives[row] = { doing, sinceMs: nowMs };
  }

  private lookAtTasks(nowMs: number): void {
    const { tasks, firstOfWorkload } = this.cluster;
    const { services, taskSources, capacityProviders } = this.input;
    const seen = new Set<number>();
    firstOfWorkload.forEach((first, workload) => {
      for (let task = first; task !== NONE; task = tasks.nextOfWorkload[task]!) {
        const provider = tasks.capacityProvider[task]!;
        if (provider === NONE || !capacityProviders[provider]!.kind.startsWith('fargate')) continue;
        if (tasks.zone[task] === NONE) continue;
        seen.add(tasks.number[task]!);
        this.present.set(tasks.number[task]!, {
          createdAtMs: tasks.createdAtMs[task]!,
          pullStartedAtMs: tasks.pullStartedAtMs[task]!,
          hasAddress: [...services, ...taskSources][workload]!.hasPublicIpv4,
        });
      }
    });
    for (const number of this.present.keys()) if (!seen.has(number)) this.endTask(number, nowMs);
  }

  private endTask(number: number, nowMs: number): void {
    const { createdAtMs, pullStartedAtMs, hasAddress } = this.present.get(number)!;
    this.present.delete(number);
    if (!Number.isNaN(pullStartedAtMs)) this.tasks += billedSeconds(nowMs - pullStartedAtMs, MINIMUM_SECONDS);
    if (hasAddress) this.addresses += billedSeconds(nowMs - createdAtMs, 0);
  }
}
