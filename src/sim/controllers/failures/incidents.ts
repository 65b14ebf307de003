import { assertNever } from '../../../base/assert.ts';
import type { Streams } from '../../../base/streams.ts';
import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { GroupActions } from '../../actions/group-actions.ts';
import type { InstanceActions } from '../../actions/instance-actions.ts';
import type { TaskStopper } from '../../actions/task-stopper.ts';
import { INCIDENT_ENDED, INCIDENT_STARTED, NODES_FAILED_OVER } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import * as decisions from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { INACTIVE } from '../../state/container-instances.ts';
import { EC2_PENDING, EC2_WARM, EC2_WARMING } from '../../state/ec2-instances.ts';
import type { IncidentInput } from '../../state/input/failures.ts';
import { INSTANCE_FAILED, ZONE_OUTAGE } from '../../state/instance-causes.ts';
import { PULL_TIMED_OUT } from '../../state/start-failures.ts';
import { EXIT_CODE_SIGTERM, INFRASTRUCTURE_FAILED, PLATFORM_RETIRED } from '../../state/stop-causes.ts';
import { countLostTasks } from '../services/lost-tasks.ts';

type ZoneOutage = Extract<IncidentInput, { readonly kind: 'zone-outage' }>;
type Retirement = Extract<IncidentInput, { readonly kind: 'fargate-retirement' }>;
type Disconnection = Extract<IncidentInput, { readonly kind: 'agent-disconnected' }>;

/**
 * Lets the incidents of the scenario happen: zones that go away, agents that lose their connection, capacity and
 * registry that are not to be had. What they take away is kept in `Conditions`; those who launch ask there.
 */
export class Incidents {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly streams: Streams;
  private readonly instances: InstanceActions;
  private readonly groups: GroupActions;
  private readonly stopper: TaskStopper;
  private readonly incidents: readonly IncidentInput[];
  /** By incident: the container instances whose agents it has disconnected. */
  private readonly disconnected: number[][];
  /** By container instance: what keeps its agent disconnected, and whether the outage of its way to ECS does. */
  private readonly disconnections: number[] = [];
  private readonly isCutOff: boolean[] = [];

  constructor(parts: EngineParts) {
    this.cluster = parts.cluster;
    this.timeline = parts.timeline;
    this.recorder = parts.recorder;
    this.streams = parts.streams;
    this.instances = parts.instances;
    this.groups = parts.groups;
    this.stopper = parts.stopper;
    this.incidents = parts.cluster.input.failures.incidents;
    this.disconnected = this.incidents.map(() => []);
  }

  /** All of them are known. */
  onStart(): void {
    for (const [row, incident] of this.incidents.entries()) {
      this.timeline.schedule(incident.atMs, INCIDENT_STARTED, row, NONE);
      if ('untilMs' in incident) this.timeline.schedule(incident.untilMs, INCIDENT_ENDED, row, NONE);
    }
  }

  onIncidentStarted(row: number): void {
    const incident = this.incidents[row];
    switch (incident.kind) {
      case 'instance-failure':
        for (const instance of this.choose(row, incident.capacityProvider, incident.count)) {
          this.end(row, instance, INSTANCE_FAILED);
        }
        break;
      case 'zone-outage':
        this.close(row, incident);
        break;
      case 'agent-disconnected':
        this.disconnect(row, incident);
        break;
      case 'fargate-retirement':
        this.retire(row, incident);
        break;
      default:
        this.change(incident, 1);
    }
    const { lostInstances, lostTasks } = this.recorder.incidents;
    this.recorder.decided(decisions.INCIDENT_STARTED, 0, this.timeline.nowMs, row, lostInstances[row], lostTasks[row]);
  }

  /** What was taken away is there again. */
  onIncidentEnded(row: number): void {
    const incident = this.incidents[row];
    if (incident.kind === 'agent-disconnected') this.reconnect(row);
    else this.change(incident, -1);
    this.recorder.decided(decisions.INCIDENT_ENDED, 0, this.timeline.nowMs, row);
  }

  /** Load balancers send nothing any more to nodes that are down. */
  onNodesFailedOver(): void {
    this.cluster.nodes.update(this.cluster.conditions, this.timeline.nowMs);
  }

  /** An agent whose way to ECS leads through a zone that is out is disconnected as soon as it is there (model). */
  onInstanceRegistered(instance: number): void {
    this.cutOff(instance);
  }

  /** What cannot be had begins (1) or ends (-1) being so. */
  private change(incident: IncidentInput, step: 1 | -1): void {
    const { conditions, input } = this.cluster;
    switch (incident.kind) {
      case 'zone-outage':
        conditions.changeZone(incident.zone, step);
        this.cluster.nodes.update(conditions, this.timeline.nowMs);
        this.timeline.schedule(input.timing.nodeFailoverMs, NODES_FAILED_OVER, NONE, NONE);
        this.cutAgentsOff();
        return;
      case 'registry-unavailable':
        conditions.registryOutages += step;
        this.cluster.registryFailure = conditions.registryOutages > 0 ? PULL_TIMED_OUT : NONE;
        return;
      case 'fargate-unavailable':
        for (const zone of incident.zones) {
          conditions.fargateShortages[incident.capacityProvider * input.zones.length + zone] += step;
        }
        return;
      // Whether EC2 has instances is known beforehand to those who launch them (input.capacityShortages).
      case 'instances-unavailable':
      case 'agent-disconnected':
      case 'instance-failure':
      case 'fargate-retirement':
        return;
      default:
        assertNever(incident);
    }
  }

  /** Everything that runs in the zone ends at once. */
  private close(row: number, incident: ZoneOutage): void {
    this.change(incident, 1);
    const { containerInstances, ec2Instances, input } = this.cluster;
    const living = [...containerInstances.living.subarray(0, containerInstances.livingCount)];
    for (const instance of living) {
      if (containerInstances.zone[instance] === incident.zone) this.end(row, instance, ZONE_OUTAGE);
    }
    for (let ec2Instance = 0; ec2Instance < ec2Instances.count; ec2Instance++) {
      const { zone, capacityProvider } = input.launchTemplates[ec2Instances.launchTemplate[ec2Instance]];
      if (zone === incident.zone && this.endUnregistered(ec2Instance)) this.groups.settle(capacityProvider);
    }
    this.stopFargateTasks(row, incident.zone);
  }

  /** An instance that boots or rests in a warm pool ends; false where it does neither. */
  private endUnregistered(ec2Instance: number): boolean {
    const state = this.cluster.ec2Instances.state[ec2Instance];
    if (state === EC2_PENDING) this.instances.abandon(ec2Instance, ZONE_OUTAGE);
    else if (state === EC2_WARM || state === EC2_WARMING) this.instances.discard(ec2Instance, ZONE_OUTAGE);
    else return false;
    return true;
  }

  private stopFargateTasks(row: number, zone: number): void {
    const { tasks, firstOfWorkload } = this.cluster;
    for (let workload = 0; workload < firstOfWorkload.length; workload++) {
      for (let task = firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
        if (tasks.zone[task] !== zone || tasks.containerInstance[task] !== NONE || tasks.isDesired[task] === 0)
          continue;
        this.recorder.counters.interruptedTasks[workload]++;
        this.recorder.incidents.lostTasks[row]++;
        this.stopper.stop(task, INFRASTRUCTURE_FAILED, NONE, 0);
      }
    }
  }

  /** Tasks of services are the scheduler's to replace; standalone ones are sent SIGTERM (P8.8). */
  private retire(row: number, { createdBeforeMs }: Retirement): void {
    const { tasks, firstOfWorkload, input } = this.cluster;
    for (let workload = 0; workload < firstOfWorkload.length; workload++) {
      for (let task = firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
        const isOnFargate = tasks.containerInstance[task] === NONE && tasks.zone[task] !== NONE;
        if (!isOnFargate || tasks.isDesired[task] === 0 || tasks.createdAtMs[task] >= createdBeforeMs) continue;
        if (tasks.isRetiring[task] === 1) continue;
        this.recorder.incidents.lostTasks[row]++;
        const { stopMs } = input.taskDefinitions[tasks.taskDefinition[task]];
        if (workload < input.services.length) this.cluster.setRetiring(task);
        else this.stopper.stop(task, PLATFORM_RETIRED, EXIT_CODE_SIGTERM, stopMs);
      }
    }
  }

  private end(row: number, instance: number, cause: number): void {
    const { lostInstances, lostTasks } = this.recorder.incidents;
    lostInstances[row]++;
    lostTasks[row] += countLostTasks(this.cluster, this.recorder, instance);
    this.instances.terminate(instance, cause);
  }

  private disconnect(row: number, { capacityProvider, share }: Disconnection): void {
    const count = Math.ceil(share * this.living(capacityProvider).length);
    for (const instance of this.choose(row, capacityProvider, count)) {
      this.disconnected[row].push(instance);
      this.recorder.incidents.lostInstances[row]++;
      this.changeConnection(instance, 1);
    }
  }

  private reconnect(row: number): void {
    for (const instance of this.disconnected[row]) this.changeConnection(instance, -1);
    this.disconnected[row].length = 0;
  }

  private cutAgentsOff(): void {
    for (const instance of this.living(NONE)) this.cutOff(instance);
  }

  /** By the zones that are out now: its NAT gateway, or every endpoint of ECS, may be in one of them. */
  private cutOff(instance: number): void {
    const { conditions, containerInstances, input } = this.cluster;
    const { zonesOut } = conditions;
    const template = containerInstances.launchTemplate[instance];
    const isCutOff = zonesOut !== NONE && input.network.zonesOut[zonesOut].cutOff[template] === 1;
    if (isCutOff === (this.isCutOff[instance] ?? false)) return;
    this.isCutOff[instance] = isCutOff;
    this.changeConnection(instance, isCutOff ? 1 : -1);
  }

  /** One more, or one less, keeps the agent disconnected. */
  private changeConnection(instance: number, step: 1 | -1): void {
    const before = this.disconnections[instance] ?? 0;
    this.disconnections[instance] = before + step;
    const isConnected = this.disconnections[instance] === 0;
    if (isConnected === (before === 0) || this.cluster.containerInstances.status[instance] === INACTIVE) return;
    this.cluster.setAgentConnected(instance, isConnected);
    this.recorder.instanceChanged(instance, this.timeline.nowMs);
  }

  /** So many of the provider's container instances, each with the same chance. */
  private choose(row: number, capacityProvider: number, count: number): number[] {
    const { kind, atMs } = this.incidents[row];
    const random = this.streams.get(`incident/${kind}/${capacityProvider}/${atMs}`);
    const left = this.living(capacityProvider);
    const chosen: number[] = [];
    while (chosen.length < count && left.length > 0) {
      chosen.push(...left.splice(Math.floor(random() * left.length), 1));
    }
    return chosen;
  }

  /** Container instances of a provider that are not INACTIVE; of every provider for NONE. */
  private living(capacityProvider: number): number[] {
    const { living, livingCount, capacityProvider: providerOf } = this.cluster.containerInstances;
    return [...living.subarray(0, livingCount)].filter(
      (instance) => capacityProvider === NONE || providerOf[instance] === capacityProvider,
    );
  }
}
