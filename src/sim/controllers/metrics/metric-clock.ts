import { NONE } from '../../../base/units.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { MetricTable } from '../../state/metrics.ts';
import { CONTAINER_INSTANCE_COUNT, type MetricSource } from './metric-sources.ts';
import { PeriodReadings } from './period-readings.ts';

/** A metric that somebody has opened, and where its datapoints come from. */
export interface PublishedMetric extends MetricSource {
  /** Row in MetricTable. */
  readonly metric: number;
}

/** A change makes two datapoints: that of its period, of both levels, and the next one, of the new level alone. */
const DATAPOINTS_PER_CHANGE = 2;

/**
 * The metrics of one period's length. What has stood still in two periods has the same datapoint in the second, which
 * the table holds: only what has moved is read (issue 4, item 3).
 */
export class MetricClock {
  readonly periodMs: number;
  private readonly metrics: MetricTable;
  private readonly readings: PeriodReadings;
  private readonly published: readonly PublishedMetric[];
  /** By workload: positions in `published` of what is made of it; and of what is made of container instances. */
  private readonly ofWorkload: readonly Int32Array[];
  private readonly ofPools: Int32Array;
  /** By position: datapoints to come until it stands still; and the positions where there are any. */
  private readonly left: Int32Array;
  private readonly restless: Int32Array;
  private restlessCount = 0;

  constructor(
    periodMs: number,
    published: readonly PublishedMetric[],
    groups: readonly Int32Array[],
    { recorder, cluster, metrics }: { recorder: Recorder; cluster: ClusterState; metrics: MetricTable },
  ) {
    this.periodMs = periodMs;
    this.metrics = metrics;
    this.published = published;
    this.readings = new PeriodReadings(periodMs, recorder, cluster, groups);
    this.ofWorkload = positionsByWorkload(published, groups, cluster.firstOfWorkload.length);
    this.ofPools = Int32Array.from(
      [...published.keys()].filter((position) => {
        const { subject, quantity } = published[position];
        return subject === NONE || quantity === CONTAINER_INSTANCE_COUNT;
      }),
    );
    this.left = new Int32Array(published.length);
    this.restless = new Int32Array(published.length);
    for (let position = 0; position < published.length; position++) {
      metrics.hold(published[position].metric);
      this.disturb(position);
    }
  }

  /** The period ends: what has moved of late gets a datapoint, everything else keeps its last one. */
  publish(nowMs: number): void {
    this.disturbMoved();
    const count = this.restlessCount;
    this.restlessCount = 0;
    for (let i = 0; i < count; i++) {
      const position = this.restless[i];
      const { metric, quantity, subject } = this.published[position];
      this.metrics.put(metric, this.readings.datapoint(quantity, subject, nowMs), nowMs);
      if (--this.left[position] > 0) this.restless[this.restlessCount++] = position;
    }
    this.readings.endPeriod(nowMs);
  }

  private disturbMoved(): void {
    const { workloads, pools } = this.readings;
    for (let i = 0; i < workloads.movedCount; i++) this.disturbAll(this.ofWorkload[workloads.moved[i]]);
    if (pools.movedCount > 0) this.disturbAll(this.ofPools);
  }

  private disturbAll(positions: Int32Array): void {
    for (let i = 0; i < positions.length; i++) this.disturb(positions[i]);
  }

  private disturb(position: number): void {
    if (this.left[position] === 0) this.restless[this.restlessCount++] = position;
    this.left[position] = DATAPOINTS_PER_CHANGE;
  }
}

function positionsByWorkload(
  published: readonly PublishedMetric[],
  groups: readonly Int32Array[],
  workloadCount: number,
): Int32Array[] {
  const positions = Array.from({ length: workloadCount }, (): number[] => []);
  for (const [position, { subject }] of published.entries()) {
    if (subject === NONE) continue;
    for (const workload of groups[subject]) positions[workload].push(position);
  }
  return positions.map((own) => Int32Array.from(own));
}
