import type { RandomStream } from '../../../base/streams.ts';
import { HOUR_MS, MINUTE_MS, NONE } from '../../../base/units.ts';
import type { ContainerRestarter } from '../../actions/container-restarter.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { InstanceActions } from '../../actions/instance-actions.ts';
import type { TaskStopper } from '../../actions/task-stopper.ts';
import { streamNameOf, type Workloads } from '../../actions/workloads.ts';
import { INSTANCE_LOST, SPOT_NOTICE, TASK_CRASHED, TASK_INTERRUPTED } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import * as decisions from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { INACTIVE } from '../../state/container-instances.ts';
import type { HazardInput } from '../../state/input/failures.ts';
import type { LaunchTemplateInput, SimulationInput } from '../../state/input.ts';
import { INSTANCE_FAILED, SPOT_INTERRUPTED } from '../../state/instance-causes.ts';
import { ESSENTIAL_CONTAINER_EXITED, EXIT_CODE_SIGTERM, SPOT_INTERRUPTION } from '../../state/stop-causes.ts';
import { RUNNING } from '../../state/tasks.ts';
import { countLostTasks } from '../services/lost-tasks.ts';

/** EC2 and Fargate tell that they take Spot capacity back two minutes before (P5.21, P9.5). */
const SPOT_NOTICE_MS = 2 * MINUTE_MS;

type InstanceHazard = Extract<HazardInput, { readonly launchTemplate: number }>;

/**
 * Ends lives at random: Spot interruptions, failing instances, crashing tasks. The end of each life is drawn when it
 * begins, from the stream of its launch template or of its workload, so no other thing that runs changes it.
 */
export class FailureInjector {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly instances: InstanceActions;
  private readonly stopper: TaskStopper;
  private readonly restarter: ContainerRestarter;
  private readonly hazards: readonly HazardInput[];
  /** Hazards by launch template, with a stream each. */
  private readonly ofTemplate: readonly (readonly number[])[];
  private readonly templateRandom: readonly RandomStream[];
  /** By capacity provider: interruptions per hour of a task. */
  private readonly interruptionsPerHour: Float64Array;
  private readonly interruptionRandom: readonly RandomStream[];
  /** By service: crashes per hour of a task, and the exit code. */
  private readonly crashesPerHour: Float64Array;
  private readonly crashExitCode: Int32Array;
  private readonly crashRandom: readonly RandomStream[];

  constructor(parts: EngineParts) {
    const { cluster, workloads, streams } = parts;
    const { input } = cluster;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = parts.timeline;
    this.recorder = parts.recorder;
    this.instances = parts.instances;
    this.stopper = parts.stopper;
    this.restarter = parts.restarter;
    this.hazards = input.failures.hazards;
    this.ofTemplate = input.launchTemplates.map((_, template) =>
      [...this.hazards.keys()].filter((row) => isOfTemplate(this.hazards[row], template)),
    );
    this.templateRandom = this.hazards.map((hazard) =>
      streams.get('launchTemplate' in hazard ? streamOfTemplate(hazard, input) : hazard.kind),
    );
    this.interruptionsPerHour = new Float64Array(input.capacityProviders.length);
    this.interruptionRandom = workloads.work.map((work) => streams.get(`interruption/${streamNameOf(work)}`));
    this.crashesPerHour = new Float64Array(workloads.count);
    this.crashExitCode = new Int32Array(workloads.count);
    this.crashRandom = workloads.work.map((work) => streams.get(`crash/${streamNameOf(work)}`));
    for (const hazard of this.hazards) {
      if (hazard.kind === 'task-interruption') {
        this.interruptionsPerHour[hazard.capacityProvider] += hazard.perHour;
      } else if (hazard.kind === 'task-crash') {
        this.crashesPerHour[hazard.service] += hazard.perHour;
        this.crashExitCode[hazard.service] = hazard.exitCode;
      }
    }
  }

  /** The instances of time 0 live from now on. */
  onStart(): void {
    const { containerInstances } = this.cluster;
    for (let instance = 0; instance < containerInstances.count; instance++) this.onInstanceRegistered(instance);
  }

  onInstanceRegistered(instance: number): void {
    const hazards = this.ofTemplate[this.cluster.containerInstances.launchTemplate[instance]];
    for (let i = 0; i < hazards.length; i++) {
      const row = hazards[i];
      const hazard = this.hazards[row];
      const random = this.templateRandom[row];
      const lifeMs = drawLifeMs(random, hazard.perHour);
      // Drawn in any case, so that another share moves no other end.
      const hasNotice = hazard.kind === 'instance-interruption' && random() >= hazard.withoutNotice;
      if (hasNotice) this.scheduleWithin(lifeMs, SPOT_NOTICE, instance, row);
      else this.scheduleWithin(lifeMs, INSTANCE_LOST, instance, causeOf(hazard));
    }
  }

  onTaskStarted(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    const generation = tasks.rows.generation(task);
    const provider = tasks.capacityProvider[task];
    if (provider !== NONE && this.interruptionsPerHour[provider] > 0) {
      const lifeMs = drawLifeMs(this.interruptionRandom[workload], this.interruptionsPerHour[provider]);
      this.scheduleWithin(lifeMs, TASK_INTERRUPTED, task, generation);
    }
    if (this.crashesPerHour[workload] > 0) this.scheduleCrash(task);
  }

  /** Two minutes are left; the agent drains the instance where it was told to watch for the notice (P9.5). */
  onSpotNotice(instance: number, row: number): void {
    if (this.cluster.containerInstances.status[instance] === INACTIVE) return;
    const hazard = this.hazards[row] as InstanceHazard;
    const isDraining = hazard.kind === 'instance-interruption' && hazard.drainsOnNotice;
    this.recorder.decided(decisions.SPOT_NOTICE, instance, this.timeline.nowMs, isDraining ? 1 : 0);
    if (isDraining) this.instances.drain(instance, SPOT_INTERRUPTED);
    this.timeline.schedule(SPOT_NOTICE_MS, INSTANCE_LOST, instance, SPOT_INTERRUPTED);
  }

  /** What still runs there ends with it. */
  onInstanceLost(instance: number, cause: number): void {
    if (this.cluster.containerInstances.status[instance] === INACTIVE) return;
    countLostTasks(this.cluster, this.recorder, instance);
    this.instances.terminate(instance, cause);
  }

  /** Fargate sends SIGTERM with its notice; what obeys ends before the two minutes are over (P5.21). */
  onTaskInterrupted(task: number): void {
    const { tasks, input } = this.cluster;
    if (tasks.isDesired[task] === 0) return;
    const workload = tasks.workload[task];
    this.recorder.counters.interruptedTasks[workload]++;
    this.tell(decisions.TASK_INTERRUPTED, workload, tasks.number[task], Number.NaN);
    const stopMs = Math.min(input.taskDefinitions[tasks.taskDefinition[task]].stopMs, SPOT_NOTICE_MS);
    this.stopper.stop(task, SPOT_INTERRUPTION, EXIT_CODE_SIGTERM, stopMs);
  }

  /** An essential container has exited: the whole task stops (P1.18), unless it is restarted in place (P1.25). */
  onTaskCrashed(task: number): void {
    const { tasks } = this.cluster;
    if (tasks.isDesired[task] === 0 || tasks.lastStatus[task] !== RUNNING) return;
    const workload = tasks.workload[task];
    if (this.restarter.restart(task, this.crashExitCode[workload])) {
      this.scheduleCrash(task);
      return;
    }
    this.recorder.counters.essentialContainerExits[workload]++;
    this.tell(decisions.TASK_CRASHED, workload, tasks.number[task], this.crashExitCode[workload]);
    this.stopper.stop(task, ESSENTIAL_CONTAINER_EXITED, this.crashExitCode[workload], 0);
  }

  private scheduleCrash(task: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    const lifeMs = drawLifeMs(this.crashRandom[workload], this.crashesPerHour[workload]);
    this.scheduleWithin(lifeMs, TASK_CRASHED, task, tasks.rows.generation(task));
  }

  private tell(kind: number, workload: number, taskNumber: number, value: number): void {
    if (!this.workloads.isService(workload)) return;
    this.recorder.decided(kind, workload, this.timeline.nowMs, taskNumber, value);
  }

  /** Not where it lies behind the end of the run. */
  private scheduleWithin(delayMs: number, kind: number, a: number, b: number): void {
    if (this.timeline.nowMs + delayMs < this.cluster.input.durationMs) this.timeline.schedule(delayMs, kind, a, b);
  }
}

/** ms until the end of a life that ends `perHour` times an hour; at least 1. */
function drawLifeMs(random: RandomStream, perHour: number): number {
  return Math.ceil((-Math.log(1 - random()) * HOUR_MS) / perHour) + 1;
}

function causeOf({ kind }: HazardInput): number {
  return kind === 'instance-failure' ? INSTANCE_FAILED : SPOT_INTERRUPTED;
}

function isOfTemplate(hazard: HazardInput, template: number): boolean {
  return 'launchTemplate' in hazard && hazard.launchTemplate === template;
}

/** By what the instances are, so that another fleet or zone in the scenario moves no end. */
function streamOfTemplate({ kind, launchTemplate }: InstanceHazard, input: SimulationInput): string {
  const template: LaunchTemplateInput = input.launchTemplates[launchTemplate];
  const provider = input.capacityProviders[template.capacityProvider].name;
  return `${kind}/${provider}/${template.instanceType}/${input.zones[template.zone]}`;
}
