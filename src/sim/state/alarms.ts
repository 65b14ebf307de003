import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import type { MetricTable } from './metrics.ts';
import { growFloat64, growUint8 } from './rows.ts';

/** State of an alarm. Name by number: ALARM_STATES. */
export const ALARM_INSUFFICIENT_DATA = 0;
export const ALARM_OK = 1;
export const ALARM_ALARM = 2;
export const ALARM_STATES = ['INSUFFICIENT_DATA', 'OK', 'ALARM'] as const;

export const ALARM_COMPARISONS = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] as const;
export type AlarmComparison = (typeof ALARM_COMPARISONS)[number];

export const MISSING_DATA_TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
export type MissingDataTreatment = (typeof MISSING_DATA_TREATMENTS)[number];

/** An alarm in the words of put-metric-alarm. */
export interface AlarmSpec {
  readonly name: string;
  /** Row in MetricTable. */
  readonly metric: number;
  readonly comparison: AlarmComparison;
  readonly threshold: number;
  /** N of "M out of N". */
  readonly evaluationPeriods: number;
  /** M of "M out of N". */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingDataTreatment;
  /** From the end of a period until the alarm is evaluated with its datapoint: delivery and evaluation. */
  readonly delayMs: number;
}

/** Alarms that are evaluated at the same instants. */
export interface AlarmGroup {
  readonly periodMs: number;
  readonly delayMs: number;
  readonly alarms: number[];
  /** Those with another datapoint in what they look at than at their last evaluation, the first `restlessCount`. */
  readonly restless: number[];
  restlessCount: number;
}

/**
 * CloudWatch looks at more periods than an alarm asks for, to find N datapoints in spite of gaps. AWS shows a range of
 * five for an N of three and gives no rule (model).
 */
const EXTRA_PERIODS = 2;

/**
 * The alarms of CloudWatch: one row each, opened while the engine is wired. All that an alarm's state hangs on are the
 * datapoints that it looks at, so an evaluation looks at those alarms only whose metric has changed within them.
 */
export class AlarmTable {
  readonly specs: AlarmSpec[] = [];
  readonly groups: AlarmGroup[] = [];
  /** By row: one of ALARM_STATES, and since when. */
  state = new Uint8Array(8);
  changedAtMs = new Float64Array(8);
  /** How often an alarm went to ALARM. */
  alarmCount = 0;
  /** Alarms that the last evaluation looked at, the first so many. */
  readonly evaluated: number[] = [];
  evaluatedCount = 0;
  private readonly metrics: MetricTable;
  /** By row: number of its group, whether it is among the restless ones of that, and how late it sees datapoints. */
  private readonly groupOfAlarm: number[] = [];
  private readonly isRestless: boolean[] = [];
  private readonly lags: number[] = [];
  /** By metric: its alarms. */
  private readonly alarmsOf: number[][] = [];

  constructor(metrics: MetricTable) {
    this.metrics = metrics;
  }

  get count(): number {
    return this.specs.length;
  }

  /** A new alarm, INSUFFICIENT_DATA; returns its row. */
  open(spec: AlarmSpec): number {
    const { evaluationPeriods, datapointsToAlarm } = spec;
    assert(
      datapointsToAlarm >= 1 && datapointsToAlarm <= evaluationPeriods,
      'an alarm of more datapoints than periods',
    );
    const row = this.specs.push(spec) - 1;
    if (row === this.state.length) {
      this.state = growUint8(this.state, row * 2);
      this.changedAtMs = growFloat64(this.changedAtMs, row * 2);
    }
    const { periodMs } = this.metrics.specs[spec.metric];
    const lag = Math.floor(spec.delayMs / periodMs);
    this.lags.push(lag);
    this.metrics.keepLatest(spec.metric, evaluationPeriods + EXTRA_PERIODS + lag);
    while (this.alarmsOf.length <= spec.metric) this.alarmsOf.push([]);
    this.alarmsOf[spec.metric].push(row);
    const group = this.groupFor(periodMs, spec.delayMs);
    this.groups[group].alarms.push(row);
    this.groups[group].restless.push(NONE);
    this.evaluated.push(NONE);
    this.groupOfAlarm.push(group);
    this.isRestless.push(false);
    this.disturb(row);
    return row;
  }

  /** Row in `groups` of an alarm. */
  groupNumberOf(row: number): number {
    return this.groupOfAlarm[row];
  }

  /** The newest datapoint that the alarm has been evaluated with; NaN = none. Right after its evaluation only. */
  datapoint(row: number): number {
    return this.metrics.last(this.specs[row].metric, this.lags[row]);
  }

  /** Every alarm of the group takes the state that its datapoints give. O(alarms whose metric has changed of late). */
  evaluate(group: number, nowMs: number): void {
    this.disturbChanged();
    const one = this.groups[group];
    const count = one.restlessCount;
    one.restlessCount = 0;
    this.evaluatedCount = count;
    for (let i = 0; i < count; i++) {
      const row = one.restless[i];
      this.evaluated[i] = row;
      this.update(row, nowMs);
      if (this.isSettled(row)) this.isRestless[row] = false;
      else one.restless[one.restlessCount++] = row;
    }
  }

  private update(row: number, nowMs: number): void {
    const state = this.stateOf(row);
    if (state === this.state[row]) return;
    this.state[row] = state;
    this.changedAtMs[row] = nowMs;
    if (state === ALARM_ALARM) this.alarmCount++;
  }

  /** All datapoints that it looks at are the same, as they will be until its metric changes. */
  private isSettled(row: number): boolean {
    const { metric, evaluationPeriods } = this.specs[row];
    const changed = this.metrics.changedPeriod(metric);
    const oldest = this.metrics.newestPeriod(metric) - this.lags[row] - (evaluationPeriods + EXTRA_PERIODS) + 1;
    return changed === NONE || oldest >= changed;
  }

  private disturbChanged(): void {
    for (let metric = this.metrics.takeChanged(); metric !== NONE; metric = this.metrics.takeChanged()) {
      if (metric >= this.alarmsOf.length) continue;
      const rows = this.alarmsOf[metric];
      for (let i = 0; i < rows.length; i++) this.disturb(rows[i]);
    }
  }

  private disturb(row: number): void {
    if (this.isRestless[row]) return;
    this.isRestless[row] = true;
    const group = this.groups[this.groupOfAlarm[row]];
    group.restless[group.restlessCount++] = row;
  }

  /**
   * What is there fills the N periods first, the newest before older ones, and `treatMissingData` the rest. As AWS
   * documents for `missing`: with too few datapoints an alarm is in ALARM when the oldest of those that breach is as
   * old as M periods and everything newer breaches or is missing; without any it is INSUFFICIENT_DATA.
   */
  private stateOf(row: number): number {
    const { metric, evaluationPeriods, datapointsToAlarm, treatMissingData } = this.specs[row];
    const lag = this.lags[row];
    const needed = evaluationPeriods - datapointsToAlarm + 1;
    let present = 0;
    let breaching = 0;
    let oldestBreaching = 0;
    for (let back = 0; back < evaluationPeriods + EXTRA_PERIODS && present < evaluationPeriods; back++) {
      const value = this.metrics.last(metric, back + lag);
      if (Number.isNaN(value)) continue;
      present++;
      if (this.isBreaching(row, value)) {
        breaching++;
        oldestBreaching = back + 1;
      } else if (present - breaching >= needed) {
        return ALARM_OK;
      }
    }
    if (breaching >= datapointsToAlarm) return ALARM_ALARM;
    if (present === evaluationPeriods) return ALARM_OK;
    if (treatMissingData === 'notBreaching') return ALARM_OK;
    if (treatMissingData === 'ignore') return this.state[row];
    if (treatMissingData === 'breaching') {
      return breaching + evaluationPeriods - present >= datapointsToAlarm ? ALARM_ALARM : ALARM_OK;
    }
    if (present === breaching && oldestBreaching >= datapointsToAlarm) return ALARM_ALARM;
    return present === breaching ? ALARM_INSUFFICIENT_DATA : ALARM_OK;
  }

  private isBreaching(row: number, value: number): boolean {
    const { comparison, threshold } = this.specs[row];
    switch (comparison) {
      case 'GreaterThanThreshold':
        return value > threshold;
      case 'GreaterThanOrEqualToThreshold':
        return value >= threshold;
      case 'LessThanThreshold':
        return value < threshold;
      case 'LessThanOrEqualToThreshold':
        return value <= threshold;
    }
  }

  /** Number of the group; a new one where there is none of that period and delay. */
  private groupFor(periodMs: number, delayMs: number): number {
    const known = this.groups.findIndex((group) => group.periodMs === periodMs && group.delayMs === delayMs);
    if (known !== NONE) return known;
    return this.groups.push({ periodMs, delayMs, alarms: [], restless: [], restlessCount: 0 }) - 1;
  }
}
