import { assert } from '../base/assert.ts';
import { assembleEngine } from './actions/engine-parts.ts';
import type { InstanceActions } from './actions/instance-actions.ts';
import type { Workloads } from './actions/workloads.ts';
import { AutoScalingGroups } from './controllers/capacity/auto-scaling-groups.ts';
import { ManagedInstances } from './controllers/capacity/managed-instances.ts';
import { ManagedScaling } from './controllers/capacity/managed-scaling.ts';
import { Repacking } from './controllers/capacity/repacking.ts';
import { DeploymentController } from './controllers/deployments/deployment-controller.ts';
import { FailureInjector } from './controllers/failures/failure-injector.ts';
import { Incidents } from './controllers/failures/incidents.ts';
import { LoadBalancerMetrics } from './controllers/metrics/load-balancer-metrics.ts';
import { MetricPublisher } from './controllers/metrics/metric-publisher.ts';
import { StateTeller } from './controllers/metrics/state-teller.ts';
import { RequestTraffic } from './controllers/requests/request-traffic.ts';
import { ServiceAutoScaling } from './controllers/scaling/service-auto-scaling.ts';
import { DaemonScheduler } from './controllers/services/daemon-scheduler.ts';
import { ServiceClock } from './controllers/services/service-clock.ts';
import { ServiceScheduler } from './controllers/services/service-scheduler.ts';
import { StartThrottle } from './controllers/services/start-throttle.ts';
import { SteadyState } from './controllers/services/steady-state.ts';
import { TaskProtection } from './controllers/services/task-protection.ts';
import { ZoneRebalancing } from './controllers/services/zone-rebalancing.ts';
import { RunTask } from './controllers/tasks/run-task.ts';
import { TaskLifecycle } from './controllers/tasks/task-lifecycle.ts';
import { LoadBalancer } from './controllers/traffic/load-balancer.ts';
import { TaskUsage } from './controllers/usage/task-usage.ts';
import { type Controllers, dispatch } from './dispatch.ts';
import type { Timeline } from './kernel/timeline.ts';
import { freeze } from './record/freeze.ts';
import type { CloudWatch } from './record/quantity-meters.ts';
import type { Recorder } from './record/recorder.ts';
import type { Recording } from './record/recording.ts';
import type { ClusterState } from './state/cluster-state.ts';
import type { SimulationInput } from './state/input.ts';

/**
 * One run of one cluster. Call `runUntil` in slices of any size (the result does not depend on them), then `finish`.
 */
export class Simulation {
  readonly timeline: Timeline;
  readonly cluster: ClusterState;
  readonly instances: InstanceActions;
  readonly recorder: Recorder;
  private readonly input: SimulationInput;
  private readonly workloads: Workloads;
  private readonly controllers: Controllers;
  private readonly cloudWatch: CloudWatch;
  private isFinished = false;

  constructor(input: SimulationInput) {
    const parts = assembleEngine(input);
    this.input = input;
    this.timeline = parts.timeline;
    this.cluster = parts.cluster;
    this.workloads = parts.workloads;
    this.recorder = parts.recorder;
    this.cloudWatch = { metrics: parts.metrics, alarms: parts.alarms };
    this.instances = parts.instances;
    const clock = new ServiceClock(parts.timeline, input.timing.schedulerTickMs, input.services.length);
    const throttle = new StartThrottle(parts);
    this.controllers = {
      instances: parts.instances,
      launcher: parts.launcher,
      autoScalingGroups: new AutoScalingGroups(parts),
      managedInstances: new ManagedInstances(parts),
      managedScaling: new ManagedScaling(parts),
      repacking: new Repacking(parts),
      failureInjector: new FailureInjector(parts),
      incidents: new Incidents(parts),
      daemonScheduler: new DaemonScheduler(parts, clock, throttle),
      serviceScheduler: new ServiceScheduler(parts, clock, throttle),
      deploymentController: new DeploymentController(parts, clock),
      loadBalancer: new LoadBalancer(parts),
      loadBalancerMetrics: new LoadBalancerMetrics(parts),
      zoneRebalancing: new ZoneRebalancing(parts),
      steadyState: new SteadyState(parts),
      runTask: new RunTask(parts),
      taskLifecycle: new TaskLifecycle(parts),
      requestTraffic: new RequestTraffic(parts),
      taskProtection: new TaskProtection(parts),
      taskUsage: new TaskUsage(parts),
      metricPublisher: new MetricPublisher(parts),
      serviceAutoScaling: new ServiceAutoScaling(parts),
      stateTeller: new StateTeller(parts),
    };
    this.registerInstances();
    this.controllers.autoScalingGroups.onStart();
    this.controllers.repacking.onStart();
    this.controllers.failureInjector.onStart();
    this.controllers.incidents.onStart();
    this.controllers.taskUsage.onStart();
    this.controllers.daemonScheduler.onStart();
    this.controllers.serviceScheduler.onStart();
    this.controllers.deploymentController.onStart();
    this.controllers.runTask.onStart();
    this.controllers.serviceAutoScaling.onStart();
    this.controllers.loadBalancerMetrics.onStart();
    this.controllers.metricPublisher.onStart();
    this.controllers.stateTeller.onStart();
  }

  /** Events processed so far. */
  get eventCount(): number {
    return this.timeline.eventCount;
  }

  /** Processes one event; false when none is left before the end of the run. For tests that look after every event. */
  step(): boolean {
    if (!this.timeline.advance(this.input.durationMs)) return false;
    dispatch(this.timeline, this.cluster, this.controllers);
    return true;
  }

  /** Recomputes what is derived and throws InvariantError where it differs. For tests: O(everything). */
  validate(): void {
    this.cluster.validate();
    this.controllers.requestTraffic.validate();
    this.controllers.taskUsage.validate();
  }

  /** Processes every event before `timeMs`, and none at or after the end of the run. */
  runUntil(timeMs: number): void {
    const { timeline, cluster, controllers } = this;
    const endMs = Math.min(timeMs, this.input.durationMs);
    while (timeline.advance(endMs)) dispatch(timeline, cluster, controllers);
    timeline.rest(endMs);
  }

  /** Runs to the end, ends what is recorded of everything that still lives, and freezes the recording. */
  finish(): Recording {
    assert(!this.isFinished, 'a simulation is finished twice');
    this.isFinished = true;
    const { durationMs } = this.input;
    this.runUntil(durationMs);
    this.controllers.requestTraffic.onEnd();
    this.controllers.taskUsage.onEnd();
    this.controllers.taskLifecycle.onEnd(durationMs);
    this.instances.onEnd(durationMs);
    return freeze(this.recorder, this.cluster, this.workloads.stageNames(), this.eventCount, this.cloudWatch);
  }

  /** The fleets of time 0 join, in the order of the input; not those for whom there is no address or vCPU. */
  private registerInstances(): void {
    for (const { instances } of this.input.capacityProviders) {
      for (const template of instances) {
        if (!this.cluster.hasAddressFor(template) || !this.cluster.ec2Quotas.allows(template)) continue;
        this.instances.startWith(template);
      }
    }
  }
}

/** Runs one input from start to end. */
export function simulate(input: SimulationInput): Recording {
  return new Simulation(input).finish();
}
