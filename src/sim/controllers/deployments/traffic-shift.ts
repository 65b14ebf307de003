import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import { TRAFFIC_SHIFTED } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import * as decisions from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { DeploymentTestInput, TrafficShiftInput } from '../../state/input/deployments.ts';
import type { ServiceClock } from '../services/service-clock.ts';

/** Steps of a shift: it waits for a healthy set of tasks; is tested; then one step per shift of traffic. */
const SCALES_UP = 0;
const IS_TESTED = 1;
const FIRST_SHIFT = 2;

/**
 * Moves production traffic from the tasks of one deployment to a full second set (P4.23, P4.24): once that is healthy
 * and tested, in the steps of the service's strategy; when the last has baked, the old tasks may stop.
 */
export class TrafficShift {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly clock: ServiceClock;
  /** By deployment that shifts: its test. */
  private readonly tests: (DeploymentTestInput | null)[] = [];

  constructor(parts: EngineParts, clock: ServiceClock) {
    this.cluster = parts.cluster;
    this.timeline = parts.timeline;
    this.recorder = parts.recorder;
    this.clock = clock;
  }

  /**
   * A deployment was opened after that one. Traffic comes from whichever served all of it: a shift that was under way
   * is undone (model).
   */
  begin(deployment: number, before: number, test: DeploymentTestInput | null): void {
    const { deployments } = this.cluster;
    const isShiftOver = deployments.source[before] === NONE || deployments.productionTrafficPercent[before] === 100;
    const source = isShiftOver ? before : deployments.source[before];
    if (!isShiftOver) deployments.shiftTraffic(before, 0);
    deployments.endShift(before);
    deployments.shiftFrom(deployment, source);
    this.tests[deployment] = test;
  }

  /** As soon as as many new tasks as desired are healthy the test begins. */
  testWhenHealthy(service: number): void {
    const { deployments, desiredCount } = this.cluster;
    const deployment = deployments.primary[service];
    if (!this.isUnderWay(deployment) || deployments.shiftStep[deployment] !== SCALES_UP) return;
    if (deployments.healthyCount[deployment] < desiredCount[service]) return;
    this.entered(deployment, IS_TESTED, this.tests[deployment]?.durationMs ?? 0);
  }

  /** The step's time has come; true when the deployment has failed its test. */
  takeStep(deployment: number, step: number): boolean {
    const { deployments, input } = this.cluster;
    if (!this.isUnderWay(deployment) || deployments.shiftStep[deployment] !== step - 1) return false;
    if (step === FIRST_SHIFT && this.tests[deployment]?.fails === true) return true;
    const { trafficShift } = input.services[deployments.service[deployment]];
    if (trafficShift !== null) this.shift(deployment, step, trafficShift);
    return false;
  }

  /** All traffic goes back to where it came from; the new tasks have to go. */
  undo(deployment: number): void {
    const { deployments } = this.cluster;
    const source = deployments.source[deployment];
    const hadTraffic = deployments.productionTrafficPercent[deployment] > 0;
    deployments.reinstate(deployment);
    if (hadTraffic) this.tell(source, 100);
  }

  private shift(deployment: number, step: number, { percents, stepBakeMs, bakeMs }: TrafficShiftInput): void {
    const { deployments } = this.cluster;
    const shift = step - FIRST_SHIFT;
    if (shift === percents.length) {
      deployments.endShift(deployment);
      this.clock.lookAt(deployments.service[deployment], this.timeline.nowMs);
      return;
    }
    deployments.shiftTraffic(deployment, percents[shift]);
    this.tell(deployment, percents[shift]);
    this.entered(deployment, step, shift === percents.length - 1 ? bakeMs : stepBakeMs);
  }

  /** The step is taken, the next one follows after so long. */
  private entered(deployment: number, step: number, nextMs: number): void {
    this.cluster.deployments.shiftStep[deployment] = step;
    this.timeline.schedule(nextMs, TRAFFIC_SHIFTED, deployment, step + 1);
  }

  private isUnderWay(deployment: number): boolean {
    const { deployments } = this.cluster;
    return deployments.isInProgress(deployment) && deployments.source[deployment] !== NONE;
  }

  private tell(deployment: number, percent: number): void {
    const { service, number } = this.cluster.deployments;
    const { nowMs } = this.timeline;
    this.recorder.decided(decisions.TRAFFIC_SHIFTED, service[deployment], nowMs, number[deployment], percent);
  }
}
