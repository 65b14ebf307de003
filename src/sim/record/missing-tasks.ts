import type { ClusterState } from '../state/cluster-state.ts';
import type { BucketIntegrals } from './bucket-integrals.ts';
import { type Gauges, gauges } from './gauges.ts';
import { MISSING_SERIES, type MissingSeriesName } from './recording.ts';

/** Positions in MISSING_SERIES. */
export const MISSING_SCHEDULER_TICK = 0;
export const MISSING_PLACEMENT_REFUSED = 1;
export const MISSING_LAUNCH_RATE = 2;
export const MISSING_START_THROTTLED = 3;
export const MISSING_MAXIMUM_PERCENT = 4;
export const MISSING_DEPLOYMENT_FAILED = 5;

/**
 * Tasks that a REPLICA service should have and that do not exist yet, by what keeps the scheduler from starting them.
 * Pending tasks are no part of it: they exist.
 */
export class MissingTasks {
  /** Row = service. */
  readonly gauges: Gauges<(typeof MISSING_SERIES)[number]>;
  /** The same by position. */
  private readonly byCause: readonly BucketIntegrals[];
  private readonly cluster: ClusterState;
  /** 1 for the services whose desired count is a matter of the scenario. */
  private readonly isReplica: Uint8Array;
  /** By service: position in MISSING_SERIES. */
  private readonly cause: Uint8Array;

  constructor(cluster: ClusterState) {
    const { services, record, durationMs } = cluster.input;
    this.cluster = cluster;
    this.gauges = gauges(MISSING_SERIES, services.length, record.bucketMs, durationMs);
    this.byCause = MISSING_SERIES.map((name) => this.gauges[name]);
    this.isReplica = Uint8Array.from(services, ({ schedulingStrategy }) => (schedulingStrategy === 'REPLICA' ? 1 : 0));
    this.cause = new Uint8Array(services.length);
  }

  /** The desired count, or the number of tasks, has changed. Of workloads that are no service it knows nothing. */
  changed(workload: number, nowMs: number): void {
    if (workload >= this.isReplica.length || this.isReplica[workload] === 0) return;
    const missing = Math.max(0, this.cluster.desiredCount[workload] - this.cluster.activeCount[workload]);
    if (missing === 0) this.isFor(workload, MISSING_SCHEDULER_TICK, nowMs);
    this.byCause[this.cause[workload]].set(workload, missing, nowMs);
  }

  /** How many the workload lacks now, and why; null where it lacks none. */
  missingOf(workload: number): { readonly cause: MissingSeriesName; readonly tasks: number } | null {
    if (workload >= this.cause.length) return null;
    const tasks = this.byCause[this.cause[workload]].value(workload);
    return tasks === 0 ? null : { cause: MISSING_SERIES[this.cause[workload]], tasks };
  }

  /** What is missing of the service from now on is missing for that cause. */
  isFor(service: number, cause: number, nowMs: number): void {
    const before = this.cause[service];
    if (before === cause) return;
    const missing = this.byCause[before].value(service);
    if (missing === 0 && cause !== MISSING_SCHEDULER_TICK) return;
    this.byCause[before].set(service, 0, nowMs);
    this.byCause[cause].set(service, missing, nowMs);
    this.cause[service] = cause;
  }
}
