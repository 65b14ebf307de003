/** Judges what a scenario demands of its run (`expect:`), clause by clause. */
import { assertNever } from '../../base/assert.ts';
import { EXPECTATION_CLAUSES, type Expectation, type ExpectationUnit } from '../../base/expectations.ts';
import { SECOND_MS } from '../../base/units.ts';
import type { CounterName, RecordedRequests, Recording } from '../../sim/record/recording.ts';
import * as format from '../format.ts';
import type { RunResult } from '../run-result.ts';
import type { ClusterSummary, ExpectationSummary } from '../summary-schema.ts';
import { availability, shareOfEnded } from './availability.ts';
import { roundAmount } from './rounding.ts';

/** One cluster, as recorded and as summed up. */
interface JudgedCluster {
  readonly recording: Recording;
  readonly summary: ClusterSummary;
}

/** What a clause found of one thing it is about; null = there was nothing to measure. */
interface Reading {
  readonly cluster: string | null;
  readonly service: string | null;
  readonly value: number | null;
}

/**
 * A verdict per clause: of those it fails for, each; of one that all meet, the nearest to its limit. Where nothing
 * could be measured it is not met, for a test that tested nothing must not pass.
 */
export function judgeExpectations(run: RunResult, summaries: readonly ClusterSummary[]): ExpectationSummary[] {
  const clusters = run.clusters.map(({ recording }, index) => ({ recording, summary: summaries[index] }));
  return run.scenario.expectations.flatMap((expectation) => {
    const inScope = clusters.filter(
      ({ recording }) => expectation.cluster === null || expectation.cluster === recording.clusterName,
    );
    return verdicts(expectation, readings(expectation, inScope));
  });
}

function verdicts(expectation: Expectation, all: readonly Reading[]): ExpectationSummary[] {
  const { bound } = EXPECTATION_CLAUSES[expectation.clause];
  const measured = all.filter(({ value }) => value !== null);
  const sign = bound === 'at least' ? 1 : -1;
  const ordered = [...measured].sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)));
  const isMet = ({ value }: Reading) => value !== null && sign * (value - expectation.limit) >= 0;
  const failing = ordered.filter((reading) => !isMet(reading));
  const nothing: Reading = { cluster: expectation.cluster, service: expectation.service, value: null };
  const shown = failing.length > 0 ? failing : ordered.slice(0, 1);
  return (shown.length > 0 ? shown : [nothing]).map((reading) => verdict(expectation, reading, isMet(reading)));
}

function verdict({ clause, limit, place }: Expectation, { cluster, service, value }: Reading, met: boolean) {
  const { bound, unit } = EXPECTATION_CLAUSES[clause];
  const expected = `${bound} ${inWords(limit, unit, Math.round)}`;
  const found = value === null ? null : inWords(value, unit, bound === 'at least' ? Math.floor : Math.ceil);
  const rounded = value === null ? null : roundAmount(value);
  return { clause, cluster, service, unit, limit, value: rounded, expected, found, met, place };
}

function readings(expectation: Expectation, clusters: readonly JudgedCluster[]): Reading[] {
  const { of } = EXPECTATION_CLAUSES[expectation.clause];
  if (of === 'the whole') {
    const { cluster, service } = expectation;
    return [{ cluster, service, value: sumOver(expectation, clusters) }];
  }
  return clusters.flatMap(({ recording }) =>
    rowsOf(recording, expectation.service)
      .filter((row) => of === 'each workload' || recording.workloads[row].kind === 'service')
      .map((row) => ({
        cluster: recording.clusterName,
        service: recording.workloads[row].name,
        value: valueOfRow(expectation, recording, row),
      })),
  );
}

/** Rows of the workloads in scope: all, or the service of that name. */
function rowsOf({ workloads }: Recording, service: string | null): number[] {
  return [...workloads.keys()].filter(
    (row) => service === null || (workloads[row].kind === 'service' && workloads[row].name === service),
  );
}

/** Of one service, or source of tasks. */
function valueOfRow({ clause }: Expectation, recording: Recording, row: number): number | null {
  const { counters, serviceLevels } = recording;
  switch (clause) {
    case 'availability':
      return availability(recording, row);
    case 'latencyP50':
    case 'latencyP95':
    case 'latencyP99':
      return latency(recording.requests[row], PERCENTILES[clause]);
    case 'maxRejectedRequests':
      return shareOfEnded(recording.requests[row], ({ failed, rejected }) => rejected + failed);
    case 'minHealthyTasks':
      return serviceLevels.healthyTasksMin[row];
    case 'maxPendingSeconds':
      return counters.tasksCreated[row] === 0 ? null : serviceLevels.pendingMaxMs[row];
    default:
      return null;
  }
}

const PERCENTILES = { latencyP50: 'p50', latencyP95: 'p95', latencyP99: 'p99' } as const;

function latency(requests: RecordedRequests | null, percentile: 'p50' | 'p95' | 'p99'): number | null {
  const ms = requests === null ? Number.NaN : requests.latencyMs[percentile];
  return Number.isNaN(ms) ? null : ms;
}

/** Of all that is in scope together. */
function sumOver({ clause, service }: Expectation, clusters: readonly JudgedCluster[]): number | null {
  const counted = (name: CounterName) =>
    sum(clusters.flatMap(({ recording }) => rowsOf(recording, service).map((row) => recording.counters[name][row])));
  const spent = (amount: 'usd' | 'usdPerMonth') =>
    sum(
      clusters.flatMap(({ recording, summary }) =>
        service === null ? summary[amount] : rowsOf(recording, service).map((row) => summary.workloads[row][amount]),
      ),
    );
  switch (clause) {
    case 'maxFailedPlacements':
      return counted('placementFailures');
    case 'maxOutOfMemoryKills':
      return counted('outOfMemoryKills');
    case 'maxInterruptedTasks':
      return counted('interruptedTasks');
    case 'maxCostUsd':
      return spent('usd');
    case 'maxCostUsdPerMonth':
      return spent('usdPerMonth');
    default:
      return null;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Digits that tell 99.949% from 99.95%; what is cut off goes to the side of the fault. */
const PERCENT_SCALE = 1e4;

function inWords(value: number, unit: ExpectationUnit, cut: (value: number) => number): string {
  switch (unit) {
    case 'percent':
      return `${cut(Number((value * PERCENT_SCALE).toFixed(6))) / PERCENT_SCALE}%`;
    case 'ms':
      return value < SECOND_MS ? `${Number(value.toFixed(1))}ms` : `${Number((value / SECOND_MS).toFixed(3))}s`;
    case 'count':
      return format.count(value);
    case 'usd':
      return format.usd(value);
    default:
      return assertNever(unit);
  }
}

/** Whose clause it is, in words: `service web of cluster shop`, `cluster shop`, `the run`. */
export function subjectInWords({ cluster, service }: Pick<ExpectationSummary, 'cluster' | 'service'>): string {
  const ofCluster = cluster === null ? '' : `cluster ${cluster}`;
  if (service === null) return ofCluster === '' ? 'the run' : ofCluster;
  return ofCluster === '' ? `service ${service}` : `${service} of ${ofCluster}`;
}

/** `availability of web of cluster shop: found 99.1%, expected at least 99.95%`. */
export function verdictInWords(verdict: ExpectationSummary): string {
  const { clause, expected, found } = verdict;
  return `${clause} of ${subjectInWords(verdict)}: found ${found ?? 'nothing to measure'}, expected ${expected}`;
}
