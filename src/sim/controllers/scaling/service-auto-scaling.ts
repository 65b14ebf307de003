import { assert } from '../../../base/assert.ts';
import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import { SCHEDULED_ACTION, SERVICE_SCALED } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import * as decisions from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ALARM_ALARM, ALARM_OK, type AlarmTable } from '../../state/alarms.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { ServiceScalingInput } from '../../state/input/service-scaling.ts';
import type { MetricTable } from '../../state/metrics.ts';
import { Cooldowns } from './scaling-cooldowns.ts';
import { extremeMinute, openScalingPolicies, type ScalingPolicy } from './scaling-policies.ts';
import { adjustedCapacity, clampCapacity, stepOf, trackedCapacity } from './scaling-rules.ts';

/**
 * Application Auto Scaling for services (P6): policies look at their alarms whenever those are evaluated, scheduled
 * actions move the limits, and the desired count that comes of it is set by an event of its own.
 */
export class ServiceAutoScaling {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly alarms: AlarmTable;
  private readonly cooldowns: Cooldowns;
  private readonly metrics: MetricTable;
  /** By service. */
  private readonly policies: readonly (readonly ScalingPolicy[])[];
  /** By group of alarms: services with a policy in it, and a bit per service that the next evaluation looks at. */
  private readonly servicesOfGroup: readonly (readonly number[])[];
  private readonly awake: readonly Int32Array[];
  /** By alarm: its service, or NONE. */
  private readonly serviceOfAlarm: Int32Array;
  /** What holds the service that is looked at ends without a change of its alarms. */
  private isHeldForNow = false;
  /** What the policies of the service that is looked at ask for: most in either direction, and whose wish it is. */
  private outTasks = NONE;
  private outPolicy = NONE;
  private inTasks = NONE;
  private inPolicy = NONE;

  constructor(parts: EngineParts) {
    const { cluster, timeline, recorder, metrics, alarms } = parts;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.alarms = alarms;
    this.metrics = metrics;
    this.cooldowns = new Cooldowns(cluster.input.services.length);
    this.policies = openScalingPolicies(cluster.input, metrics, alarms);
    this.servicesOfGroup = alarms.groups.map((_, group) =>
      [...this.policies.keys()].filter((row) => this.policies[row].some(({ alarmGroup }) => alarmGroup === group)),
    );
    this.awake = alarms.groups.map(() => new Int32Array((this.policies.length + 31) >> 5));
    this.serviceOfAlarm = new Int32Array(alarms.count).fill(NONE);
    for (const [service, own] of this.policies.entries()) {
      for (const { highAlarm, lowAlarm } of own) {
        this.serviceOfAlarm[highAlarm] = service;
        if (lowAlarm !== NONE) this.serviceOfAlarm[lowAlarm] = service;
      }
    }
  }

  /** The scheduled actions of every service are known. */
  onStart(): void {
    for (let service = 0; service < this.policies.length; service++) this.scheduleAction(service, 0);
  }

  /** New limits; the desired count that follows at once, whatever the cooldowns (P6.13). */
  onScheduledAction(service: number, action: number): number {
    const { minCapacity, maxCapacity, desiredCount } = this.cluster;
    const { nowMs } = this.timeline;
    const before = desiredCount[service];
    const actions = this.actionsOf(service);
    minCapacity[service] = actions[action].minCapacity ?? minCapacity[service];
    maxCapacity[service] = actions[action].maxCapacity ?? maxCapacity[service];
    const [min, max] = [minCapacity[service], maxCapacity[service]];
    assert(min <= max, 'a scheduled action sets a minimum above the maximum');
    const after = clampCapacity(before, min, max);
    this.recorder.decided(decisions.SCHEDULED_ACTION_TAKEN, service, nowMs, min, max, before, after);
    this.scheduleAction(service, action + 1);
    return after;
  }

  /** What its policies ask for may be something else now. */
  onDesiredCountChanged(service: number): void {
    this.wake(service);
  }

  private wake(service: number): void {
    const policies = this.policies[service];
    for (let i = 0; i < policies.length; i++) this.awake[policies[i].alarmGroup][service >> 5] |= 1 << (service & 31);
  }

  /**
   * Policies whose alarms are in ALARM ask for another capacity. Looked at are services with an alarm that has new
   * datapoints, and those that wait for something else: another evaluation of the same would end as the last one did.
   */
  onAlarmsEvaluated(group: number): void {
    if (group >= this.servicesOfGroup.length) return;
    this.wakeEvaluated();
    const isExplaining = this.recorder.isExplaining(this.timeline.nowMs);
    if (isExplaining) this.wakeAll(group);
    const awake = this.awake[group];
    for (let word = 0; word < awake.length; word++) {
      for (let bits = awake[word]; bits !== 0; bits &= bits - 1) {
        const bit = bits & -bits;
        const service = (word << 5) + 31 - Math.clz32(bit);
        if (isExplaining) this.explain(service, group);
        if (this.look(service, group)) awake[word] &= ~bit;
      }
    }
  }

  private wakeEvaluated(): void {
    const { evaluated, evaluatedCount } = this.alarms;
    for (let i = 0; i < evaluatedCount; i++) {
      const alarm = evaluated[i];
      if (alarm >= this.serviceOfAlarm.length || this.serviceOfAlarm[alarm] === NONE) continue;
      this.wake(this.serviceOfAlarm[alarm]);
    }
  }

  private wakeAll(group: number): void {
    const services = this.servicesOfGroup[group];
    for (let i = 0; i < services.length; i++) this.wake(services[i]);
  }

  /** True when nothing more comes of it until something changes. */
  private look(service: number, group: number): boolean {
    this.isHeldForNow = this.cooldowns.holdsScaleOut(service, this.timeline.nowMs);
    this.collectWishes(service, group);
    if (this.outTasks > this.cluster.desiredCount[service]) this.scaleOut(service);
    else if (this.inPolicy !== NONE) this.scaleIn(service);
    return !this.isHeldForNow;
  }

  /** The largest capacity of all policies wins; target tracking scales in only where all of it agrees (P6.7). */
  private collectWishes(service: number, group: number): void {
    this.outTasks = NONE;
    this.outPolicy = NONE;
    this.inTasks = NONE;
    this.inPolicy = NONE;
    const policies = this.policies[service];
    let isTrackingAgreed = true;
    for (let i = 0; i < policies.length; i++) {
      if (this.isAgainstScaleIn(policies[i])) isTrackingAgreed = false;
    }
    for (let i = 0; i < policies.length; i++) {
      // Its minutes may differ where the datapoint of its alarm does not.
      if (policies[i].minutes !== null) this.isHeldForNow = true;
      if (policies[i].alarmGroup === group) this.collectWish(service, policies[i], isTrackingAgreed);
    }
  }

  /** Its scale-in is enabled and its low alarm is not in ALARM: that includes one without data (P6.5). */
  private isAgainstScaleIn({ input, lowAlarm }: ScalingPolicy): boolean {
    return input.type === 'TargetTrackingScaling' && lowAlarm !== NONE && this.alarms.state[lowAlarm] !== ALARM_ALARM;
  }

  private collectWish(service: number, policy: ScalingPolicy, isTrackingAgreed: boolean): void {
    const { input, highAlarm, lowAlarm } = policy;
    const isHigh = this.alarms.state[highAlarm] === ALARM_ALARM;
    const isLow = lowAlarm !== NONE && this.alarms.state[lowAlarm] === ALARM_ALARM;
    const metric = this.metricOf(policy);
    if ((!isHigh && !isLow) || Number.isNaN(metric)) return;
    const desired = this.cluster.desiredCount[service];
    const base = this.cooldowns.base(service, desired, this.timeline.nowMs);
    const tasks = capacityOf(policy, metric, isHigh ? base : desired, desired);
    if (tasks > desired) {
      this.wishOut(policy, tasks);
    } else if (isHigh && base < desired && capacityOf(policy, metric, desired, desired) > desired) {
      const wanted = capacityOf(policy, metric, desired, desired);
      this.held(service, policy, wanted, decisions.HELD_BY_SCALE_OUT_COOLDOWN);
    } else if (input.type === 'TargetTrackingScaling' && !isTrackingAgreed) {
      this.held(service, policy, tasks, decisions.HELD_BY_OTHER_POLICY);
    } else if (tasks < desired && tasks !== NONE) {
      this.wishIn(policy, tasks);
    }
  }

  /** What it goes by: the newest datapoint of its alarm, or of the minutes in that (P6.11). */
  private metricOf({ highAlarm, minutes }: ScalingPolicy): number {
    if (minutes === null) return this.alarms.datapoint(highAlarm);
    return extremeMinute(minutes, this.metrics, this.timeline.nowMs);
  }

  private wishOut(policy: ScalingPolicy, tasks: number): void {
    if (tasks <= this.outTasks) return;
    this.outTasks = tasks;
    this.outPolicy = policy.number;
  }

  private wishIn(policy: ScalingPolicy, tasks: number): void {
    if (tasks <= this.inTasks) return;
    this.inTasks = tasks;
    this.inPolicy = policy.number;
  }

  private scaleOut(service: number): void {
    const desired = this.cluster.desiredCount[service];
    const policy = this.policies[service][this.outPolicy];
    const tasks = this.withinLimits(service, this.outTasks);
    if (tasks <= desired) {
      this.held(service, policy, this.outTasks, decisions.HELD_AT_LIMIT);
      return;
    }
    this.cooldowns.scaledOut(service, desired, policy.outCooldownMs, this.timeline.nowMs);
    this.scale(service, policy, tasks, decisions.SCALED_OUT);
  }

  /** Not while a deployment is going on (P6.8), nor in the cooldown of the last scale-in (P6.6). */
  private scaleIn(service: number): void {
    const { nowMs } = this.timeline;
    const { deployments, desiredCount } = this.cluster;
    const policy = this.policies[service][this.inPolicy];
    const tasks = this.withinLimits(service, this.inTasks);
    if (tasks >= desiredCount[service]) {
      this.held(service, policy, this.inTasks, decisions.HELD_AT_LIMIT);
    } else if (deployments.isInProgress(deployments.primary[service])) {
      this.held(service, policy, tasks, decisions.HELD_BY_DEPLOYMENT);
    } else if (this.cooldowns.blocksScaleIn(service, nowMs)) {
      this.held(service, policy, tasks, decisions.HELD_BY_SCALE_IN_COOLDOWN);
    } else {
      this.cooldowns.scaledIn(service, policy.inCooldownMs, nowMs);
      this.scale(service, policy, tasks, decisions.SCALED_IN);
    }
  }

  private scale(service: number, policy: ScalingPolicy, tasks: number, decision: number): void {
    const { nowMs } = this.timeline;
    const metric = this.metricOf(policy);
    const before = this.cluster.desiredCount[service];
    this.recorder.decided(decision, service, nowMs, before, tasks, policy.number, metric, policy.targetValue);
    this.isHeldForNow = true;
    this.timeline.schedule(0, SERVICE_SCALED, service, tasks);
  }

  private held(service: number, policy: ScalingPolicy, wanted: number, reason: number): void {
    const metric = this.metricOf(policy);
    const desired = this.cluster.desiredCount[service];
    const { nowMs } = this.timeline;
    if (reason !== decisions.HELD_AT_LIMIT) this.isHeldForNow = true;
    this.recorder.decided(decisions.SCALING_HELD, service, nowMs, desired, wanted, policy.number, metric, reason);
  }

  private explain(service: number, group: number): void {
    const { state } = this.alarms;
    for (const policy of this.policies[service]) {
      const { alarmGroup, number, highAlarm, lowAlarm, targetValue } = policy;
      if (alarmGroup !== group) continue;
      const low = lowAlarm === NONE ? ALARM_OK : state[lowAlarm];
      const metric = this.metricOf(policy);
      const { nowMs } = this.timeline;
      this.recorder.decided(
        decisions.SCALING_EVALUATED,
        service,
        nowMs,
        number,
        metric,
        targetValue,
        state[highAlarm],
        low,
      );
    }
  }

  private withinLimits(service: number, tasks: number): number {
    return clampCapacity(tasks, this.cluster.minCapacity[service], this.cluster.maxCapacity[service]);
  }

  private actionsOf(service: number): ServiceScalingInput['scheduledActions'] {
    return this.cluster.input.services[service].scaling?.scheduledActions ?? [];
  }

  private scheduleAction(service: number, action: number): void {
    const actions = this.actionsOf(service);
    if (action === actions.length) return;
    this.timeline.schedule(actions[action].atMs - this.timeline.nowMs, SCHEDULED_ACTION, service, action);
  }
}

/** What a policy asks for, out from `base` and in from `desired`; NONE where no step holds the breach. */
function capacityOf(policy: ScalingPolicy, metric: number, base: number, desired: number): number {
  const { input, targetValue } = policy;
  if (input.type === 'TargetTrackingScaling') return trackedCapacity(base, metric, targetValue);
  const step = stepOf(input.stepAdjustments, metric - targetValue);
  if (step === NONE) return NONE;
  const { scalingAdjustment } = input.stepAdjustments[step];
  const from = scalingAdjustment > 0 ? base : desired;
  return adjustedCapacity(from, input.adjustmentType, scalingAdjustment, input.minAdjustmentMagnitude);
}
