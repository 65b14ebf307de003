import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import { DEPLOYMENT_BAKED, SERVICE_DEPLOYED } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import { DEPLOYMENT_ALARMED } from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import {
  EVENT_DEPLOYMENT_COMPLETED,
  EVENT_DEPLOYMENT_FAILED,
  EVENT_DEPLOYMENT_FAILED_ALARM,
  EVENT_DEPLOYMENT_FAILED_TEST,
  EVENT_ROLLING_BACK,
} from '../../record/recording.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { FAILED_BY_ALARM, FAILED_BY_CIRCUIT_BREAKER, FAILED_BY_TEST, hasDeployments } from '../../state/deployments.ts';
import type { ServiceInput } from '../../state/input.ts';
import { TASK_FAILED_TO_START } from '../../state/stop-causes.ts';
import type { ServiceClock } from '../services/service-clock.ts';
import { DeploymentAlarms } from './deployment-alarms.ts';
import { circuitBreakerThreshold } from './deployment-rules.ts';
import { TrafficShift } from './traffic-shift.ts';

/** By DEPLOYMENT_FAILURES. */
const FAILURE_EVENTS = [EVENT_DEPLOYMENT_FAILED, EVENT_DEPLOYMENT_FAILED_ALARM, EVENT_DEPLOYMENT_FAILED_TEST];

/**
 * The life of deployments (P4.7, P4.10): an update opens one, a steady state completes it, its circuit breaker fails it
 * and rolls it back (P4.12–P4.15). Which tasks start and stop meanwhile is the service scheduler's.
 */
export class DeploymentController {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly clock: ServiceClock;
  private readonly shift: TrafficShift;
  private readonly alarms: DeploymentAlarms;
  private readonly services: readonly ServiceInput[];
  /** Services whose deployments alarms watch. */
  private readonly watched: Int32Array;
  /** By service: 1 where its deployments are told. */
  private readonly isTold: Uint8Array;

  constructor(parts: EngineParts, clock: ServiceClock) {
    const { cluster, timeline, recorder } = parts;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.clock = clock;
    this.shift = new TrafficShift(parts, clock);
    this.alarms = new DeploymentAlarms(parts);
    this.services = cluster.input.services;
    this.watched = Int32Array.from([...this.services.keys()].filter((row) => this.services[row].deploymentAlarms));
    this.isTold = Uint8Array.from(this.services, (service) => (hasDeployments(service) ? 1 : 0));
  }

  /** The updates of every service are known. */
  onStart(): void {
    for (let service = 0; service < this.services.length; service++) {
      const { deployments } = this.services[service];
      for (let update = 0; update < deployments.length; update++) {
        this.timeline.schedule(deployments[update].atMs, SERVICE_DEPLOYED, service, update);
      }
    }
  }

  onServiceDeployed(service: number, update: number): void {
    // A service without a task has had no event that would have completed its deployment.
    this.onWorkloadChanged(service);
    const { deployments } = this.cluster;
    const before = deployments.primary[service];
    const { taskDefinition, test } = this.services[service].deployments[update];
    this.open(service, taskDefinition, NONE);
    if (this.services[service].trafficShift !== null) this.shift.begin(deployments.primary[service], before, test);
    this.onWorkloadChanged(service);
  }

  onTrafficShifted(deployment: number, step: number): void {
    const service = this.cluster.deployments.service[deployment];
    if (this.shift.takeStep(deployment, step)) this.fail(service, deployment, FAILED_BY_TEST, true);
    this.onWorkloadChanged(service);
  }

  /** The bake time of a rolling update is over. */
  onDeploymentBaked(deployment: number): void {
    this.onWorkloadChanged(this.cluster.deployments.service[deployment]);
  }

  /** An alarm in ALARM fails the deployments that it watches (P4.15). */
  onAlarmsEvaluated(): void {
    for (let i = 0; i < this.watched.length; i++) {
      const service = this.watched[i];
      const alarm = this.alarms.failing(service);
      if (alarm === NONE) continue;
      const { primary, number } = this.cluster.deployments;
      const deployment = primary[service];
      this.recorder.decided(DEPLOYMENT_ALARMED, service, this.timeline.nowMs, number[deployment], alarm);
      this.fail(service, deployment, FAILED_BY_ALARM, this.services[service].deploymentAlarms?.rollback === true);
    }
  }

  /** Stage 2 of the circuit breaker begins (P4.14). */
  onTaskStarted(task: number): void {
    const deployment = this.cluster.tasks.deployment[task];
    if (deployment !== NONE) this.cluster.deployments.countRunning(deployment);
  }

  /** A start that failed counts in stage 1 (P4.14). */
  onTaskStopping(task: number): void {
    const { tasks, deployments } = this.cluster;
    const deployment = tasks.deployment[task];
    if (deployment === NONE || tasks.stopCause[task] !== TASK_FAILED_TO_START) return;
    this.countFailure(deployment, deployments.hasRun[deployment] === 0);
  }

  /** A task whose health check fails counts in stage 2, which it has begun itself (P4.14). */
  onTaskUnhealthy(task: number): void {
    const deployment = this.cluster.tasks.deployment[task];
    if (deployment !== NONE) this.countFailure(deployment, true);
  }

  /** P4.13: resetOnHealthyTask. */
  onTaskHealthy(task: number): void {
    const { tasks, deployments } = this.cluster;
    const deployment = tasks.deployment[task];
    if (deployment === NONE) return;
    const { circuitBreaker } = this.services[tasks.workload[task]];
    if (circuitBreaker?.resetsOnHealthyTask) deployments.resetFailures(deployment);
  }

  /** A deployment is COMPLETED when all its tasks are healthy and none of another is left (P4 "Rolling update"). */
  onWorkloadChanged(workload: number): void {
    if (workload >= this.services.length) return;
    const { deployments } = this.cluster;
    const primary = deployments.primary[workload];
    if (!deployments.isInProgress(primary)) return;
    this.shift.testWhenHealthy(workload);
    if (deployments.source[primary] !== NONE || !this.cluster.isSteady(workload) || this.bakes(primary)) return;
    deployments.complete(primary, this.timeline.nowMs);
    this.tell(workload, EVENT_DEPLOYMENT_COMPLETED, primary);
  }

  /** A rolling update with alarms stays IN_PROGRESS for its bake time after its steady state (P4.15). */
  private bakes(deployment: number): boolean {
    const { deployments } = this.cluster;
    const { nowMs } = this.timeline;
    const bakeMs = this.alarms.bakeMs(deployments.service[deployment]);
    if (bakeMs === 0) return false;
    if (Number.isNaN(deployments.bakesUntilMs[deployment])) {
      deployments.bake(deployment, nowMs + bakeMs);
      this.timeline.schedule(bakeMs, DEPLOYMENT_BAKED, deployment, NONE);
    }
    return nowMs < deployments.bakesUntilMs[deployment];
  }

  private open(service: number, taskDefinition: number, rollbackTo: number, failure = NONE): void {
    const { activeCount, stoppingCount, healthyCount, deployments } = this.cluster;
    const { nowMs } = this.timeline;
    const total = activeCount[service] + stoppingCount[service];
    deployments.open(service, taskDefinition, rollbackTo, total, healthyCount[service], nowMs, failure);
    this.clock.lookAt(service, rollbackTo === NONE ? nowMs : this.clock.nextTickMs());
  }

  private countFailure(deployment: number, isHeldAgainst: boolean): void {
    const { deployments, desiredCount } = this.cluster;
    deployments.countFailure(deployment, isHeldAgainst);
    const service = deployments.service[deployment];
    const { circuitBreaker } = this.services[service];
    if (circuitBreaker === null || !isHeldAgainst || !deployments.isInProgress(deployment)) return;
    const threshold = circuitBreakerThreshold(desiredCount[service], circuitBreaker.threshold);
    if (deployments.failures[deployment] < threshold) return;
    this.fail(service, deployment, FAILED_BY_CIRCUIT_BREAKER, circuitBreaker.rollback);
  }

  /**
   * FAILED: no more launches (P4.14). Rolled back, traffic returns to the tasks that it came from (P4.23), or the last
   * COMPLETED revision comes back in a deployment of its own (P4.15), once.
   */
  private fail(service: number, deployment: number, failure: number, rollsBack: boolean): void {
    const { deployments } = this.cluster;
    deployments.fail(deployment, failure, this.timeline.nowMs);
    this.tell(service, FAILURE_EVENTS[failure], deployment);
    this.clock.lookAtNextTick(service);
    if (!rollsBack) return;
    const source = deployments.source[deployment];
    const last = deployments.lastCompleted[service];
    if (source !== NONE) {
      this.tell(service, EVENT_ROLLING_BACK, source);
      this.shift.undo(deployment);
    } else if (last !== NONE && deployments.rollbackTo[deployment] === NONE) {
      this.tell(service, EVENT_ROLLING_BACK, last);
      this.open(service, deployments.taskDefinition[last], last, failure);
    }
  }

  private tell(service: number, event: number, deployment: number): void {
    if (this.isTold[service] === 0) return;
    const { number } = this.cluster.deployments;
    this.recorder.serviceEvent(service, event, number[deployment], NONE, this.timeline.nowMs);
  }
}
