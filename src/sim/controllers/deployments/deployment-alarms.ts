import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import { ALARM_ALARM, type AlarmTable } from '../../state/alarms.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { ServiceInput } from '../../state/input.ts';
import { openUserAlarm } from '../metrics/user-alarms.ts';

/**
 * The CloudWatch alarms that watch deployments (P4.15): from a deployment's first task in RUNNING until it is over, its
 * bake time included. An alarm that was in ALARM before is not held against it (model).
 */
export class DeploymentAlarms {
  private readonly cluster: ClusterState;
  private readonly alarms: AlarmTable;
  private readonly services: readonly ServiceInput[];
  /** Rows in AlarmTable, by row in the cluster's alarms. */
  private readonly rows: readonly number[];
  /** By service: ms that a rolling update stays under watch after its steady state. */
  private readonly bakesMs: readonly number[];

  constructor(parts: EngineParts) {
    this.cluster = parts.cluster;
    this.alarms = parts.alarms;
    const { services, cloudWatch } = parts.cluster.input;
    this.services = services;
    const { metrics, alarms } = parts;
    this.rows = cloudWatch.alarms.map((alarm) => openUserAlarm({ cloudWatch, metrics, alarms }, alarm));
    this.bakesMs = services.map((service) => this.bakeMsOf(service));
  }

  /** How long a service's rolling update bakes: until every alarm has seen a full window of it (model). */
  bakeMs(service: number): number {
    return this.bakesMs[service];
  }

  /** Row in the cluster's alarms of one that says that the service's deployment has failed; NONE for none. */
  failing(service: number): number {
    const { deployments } = this.cluster;
    const { deploymentAlarms } = this.services[service];
    const deployment = deployments.primary[service];
    if (deploymentAlarms === null || !deployments.isInProgress(deployment)) return NONE;
    if (deployments.hasRun[deployment] === 0) return NONE;
    const { alarms } = deploymentAlarms;
    for (let i = 0; i < alarms.length; i++) {
      const row = this.rows[alarms[i]];
      const isNew = this.alarms.changedAtMs[row] > deployments.startedAtMs[deployment];
      if (isNew && this.alarms.state[row] === ALARM_ALARM) return alarms[i];
    }
    return NONE;
  }

  private bakeMsOf({ deploymentAlarms, trafficShift }: ServiceInput): number {
    // A shift of traffic has a bake time of its own.
    if (deploymentAlarms === null || trafficShift !== null) return 0;
    const windows = deploymentAlarms.alarms.map((alarm) => {
      const { evaluationPeriods, metric } = this.cluster.input.cloudWatch.alarms[alarm];
      // One more, for the period in which the bake time begins.
      return (evaluationPeriods + 1) * metric.periodMs + this.alarms.specs[this.rows[alarm]].delayMs;
    });
    return Math.max(0, ...windows);
  }
}
