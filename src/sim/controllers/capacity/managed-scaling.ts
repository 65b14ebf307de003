import { MINUTE_MS } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { GroupActions } from '../../actions/group-actions.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import { CAPACITY_EVALUATED, CAPACITY_SCALED_IN, CAPACITY_SCALED_OUT } from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ALARM_ALARM, type AlarmTable } from '../../state/alarms.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { ManagedScalingInput } from '../../state/input/auto-scaling-groups.ts';
import type { MetricTable } from '../../state/metrics.ts';
import { capacityProviderReservation, neededWhileWaiting, scaledIn, trackedCapacity } from './managed-scaling-rules.ts';
import { WaitingDemand } from './waiting-demand.ts';

/** A capacity provider that scales its group. */
interface Scaling {
  readonly provider: number;
  readonly settings: ManagedScalingInput;
  /** Rows in MetricTable and AlarmTable, and the number of the alarms' group. */
  readonly metric: number;
  readonly highAlarm: number;
  readonly lowAlarm: number;
  readonly alarmGroup: number;
}

/**
 * Managed scaling of capacity providers (P5.5–P5.13): each minute it publishes CapacityProviderReservation, and two
 * alarms on it make the Auto Scaling group larger at once, or smaller after fifteen minutes.
 */
export class ManagedScaling {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly groups: GroupActions;
  private readonly metrics: MetricTable;
  private readonly alarms: AlarmTable;
  private readonly scalings: readonly Scaling[];
  private readonly demand: WaitingDemand;
  /** M and N behind the datapoint that was published last, by position in scalings. */
  private readonly needed: Int32Array;
  private readonly running: Int32Array;

  constructor(parts: EngineParts) {
    const { cluster, workloads, timeline, recorder, groups, metrics, alarms } = parts;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.groups = groups;
    this.metrics = metrics;
    this.alarms = alarms;
    this.scalings = cluster.input.capacityProviders.flatMap(({ autoScalingGroup }, provider) => {
      const settings = autoScalingGroup?.managedScaling ?? null;
      return settings === null ? [] : [openScaling(provider, settings, parts)];
    });
    this.demand = new WaitingDemand(cluster, workloads);
    this.needed = new Int32Array(this.scalings.length);
    this.running = new Int32Array(this.scalings.length);
  }

  /** The minute ends: CapacityProviderReservation of each provider (P5.5, P5.6, P11.2). */
  onMetricsPublished(periodMs: number): void {
    if (periodMs !== MINUTE_MS) return;
    const { nowMs } = this.timeline;
    for (let i = 0; i < this.scalings.length; i++) {
      const { provider, settings, metric } = this.scalings[i];
      const running = this.cluster.autoScaling.inServiceCount[provider];
      const needed = this.neededInstances(provider, running, settings);
      const reservation = capacityProviderReservation(needed, running);
      this.needed[i] = needed;
      this.running[i] = running;
      this.metrics.put(metric, reservation, nowMs);
      this.recorder.provider.reservationPercent.set(provider, reservation, nowMs);
    }
  }

  /** What the alarms ask for (P5.11, P5.12). */
  onAlarmsEvaluated(alarmGroup: number): void {
    for (let i = 0; i < this.scalings.length; i++) {
      if (this.scalings[i].alarmGroup === alarmGroup) this.scale(i);
    }
  }

  private scale(i: number): void {
    const { provider, settings, highAlarm, lowAlarm } = this.scalings[i];
    const { desiredCapacity, minSize, maxSize, warmedUpAtMs } = this.cluster.autoScaling;
    const desired = desiredCapacity[provider];
    const tracked = trackedCapacity(this.needed[i], this.running[i], settings.targetCapacity);
    const wanted = Math.min(Math.max(tracked, minSize[provider]), maxSize[provider]);
    const isHigh = this.alarms.state[highAlarm] === ALARM_ALARM;
    const isLow = this.alarms.state[lowAlarm] === ALARM_ALARM;
    if (isHigh && wanted > desired && this.timeline.nowMs >= warmedUpAtMs[provider]) {
      this.tell(CAPACITY_SCALED_OUT, i, wanted);
      this.groups.setDesiredCapacity(provider, wanted);
    } else if (isLow && wanted < desired) {
      const smaller = scaledIn(desired, wanted);
      this.tell(CAPACITY_SCALED_IN, i, smaller);
      this.groups.setDesiredCapacity(provider, smaller);
    } else {
      this.tell(CAPACITY_EVALUATED, i, desired);
      // An instance that was protected when the group was made smaller may be empty now (P5.16).
      if (this.cluster.autoScaling.memberCount(provider) > desired) this.groups.settle(provider);
    }
  }

  /** M (P5.6, P5.8). */
  private neededInstances(provider: number, running: number, settings: ManagedScalingInput): number {
    if (this.demand.waitingTasks(provider) === 0) return running - this.cluster.autoScaling.emptyCount[provider];
    const need = this.demand.newInstances(provider);
    return neededWhileWaiting(running, need, settings.minimumScalingStepSize, settings.maximumScalingStepSize);
  }

  private tell(kind: number, i: number, desired: number): void {
    const { provider, settings } = this.scalings[i];
    const reservation = capacityProviderReservation(this.needed[i], this.running[i]);
    const { nowMs } = this.timeline;
    const { targetCapacity } = settings;
    this.recorder.decided(kind, provider, nowMs, this.needed[i], this.running[i], reservation, targetCapacity, desired);
  }
}

function openScaling(provider: number, settings: ManagedScalingInput, parts: EngineParts): Scaling {
  const { cluster, metrics, alarms } = parts;
  const { name } = cluster.input.capacityProviders[provider];
  const { targetCapacity, lowAlarmMinutes, alarmDelayMs } = settings;
  const metric = metrics.open({
    namespace: 'AWS/ECS/ManagedScaling',
    name: 'CapacityProviderReservation',
    dimensions: [
      { name: 'CapacityProviderName', value: name },
      { name: 'ClusterName', value: cluster.input.clusterName },
    ],
    periodMs: MINUTE_MS,
    unit: 'Percent',
    statistic: 'Average',
  });
  const alarm = { metric, threshold: targetCapacity, treatMissingData: 'missing', delayMs: alarmDelayMs } as const;
  const highAlarm = alarms.open({
    ...alarm,
    name: `${name}-AlarmHigh`,
    comparison: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
  });
  const lowAlarm = alarms.open({
    ...alarm,
    name: `${name}-AlarmLow`,
    comparison: 'LessThanThreshold',
    evaluationPeriods: lowAlarmMinutes,
    datapointsToAlarm: lowAlarmMinutes,
  });
  const alarmGroup = alarms.groups.findIndex((group) => group.alarms.includes(lowAlarm));
  return { provider, settings, metric, highAlarm, lowAlarm, alarmGroup };
}
