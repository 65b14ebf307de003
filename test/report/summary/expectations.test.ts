import { describe, expect, it } from 'vitest';
import type { Expectation, ExpectationClause } from '../../../src/base/expectations.ts';
import { judgeExpectations, subjectInWords, verdictInWords } from '../../../src/report/summary/expectations.ts';
import { summarise } from '../../../src/report/summary.ts';
import { clusterResultOf, fargateMeterOf, fargatePoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';

const clause = (name: ExpectationClause, limit: number, of: Partial<Expectation> = {}): Expectation => ({
  cluster: null,
  service: null,
  clause: name,
  limit,
  place: 's.yaml:1:1',
  ...of,
});

/**
 * Two services and a source of tasks: web misses 1 of 1000 task hours, api none; the longest waits are 10, 20, 90
 * s.
 */
const recording = recordingOf({
  workloads: [
    workloadOf({ name: 'web' }),
    workloadOf({ name: 'api' }),
    workloadOf({ name: 'etl', kind: 'standalone', schedulingStrategy: null }),
  ],
  counts: { tasksCreated: [5, 5, 5], placementFailures: [1, 2, 4], outOfMemoryKills: [0, 0, 3] },
  serviceLevels: {
    desiredTaskMs: Float64Array.of(1000, 1000),
    missingTaskMs: Float64Array.of(1, 0),
    healthyTasksMin: Float64Array.of(3, 5),
    pendingMaxMs: Float64Array.of(10_000, 20_000, 90_000),
  },
  pools: [fargatePoolOf()],
  fargate: [fargateMeterOf([3600, 3600], {})],
});

function judge(expectations: readonly Expectation[], clusters = [recording]) {
  const run = runOf(
    clusters.map((one) => clusterResultOf(one)),
    { expectations },
  );
  return judgeExpectations(run, summarise({ ...run, scenario: { ...run.scenario, expectations: [] } }).clusters);
}

describe('what a scenario expects of its run', () => {
  it('is judged service by service: each that does not meet it is named', () => {
    const verdicts = judge([clause('availability', 99.95)]);
    expect(verdicts.map(verdictInWords)).toEqual([
      'availability of web of cluster shop: found 99.9%, expected at least 99.95%',
    ]);
    expect(verdicts[0]).toMatchObject({ met: false, value: 99.9, limit: 99.95, place: 's.yaml:1:1' });
  });

  it('tells where all meet it how near the nearest came', () => {
    expect(judge([clause('minHealthyTasks', 3)])).toMatchObject([{ met: true, service: 'web', value: 3 }]);
  });

  it('of pending seconds is about standalone tasks too, of healthy tasks about services only', () => {
    expect(judge([clause('maxPendingSeconds', 15_000)]).map(({ service, found }) => [service, found])).toEqual([
      ['etl', '90s'],
      ['api', '20s'],
    ]);
    expect(judge([clause('minHealthyTasks', 0)])[0]!.service).not.toBe('etl');
  });

  it('of a service is about that one alone', () => {
    const of = { cluster: 'shop', service: 'api' };
    expect(judge([clause('availability', 100, of)])).toMatchObject([{ met: true, service: 'api' }]);
    expect(judge([clause('maxFailedPlacements', 1, of)])).toMatchObject([{ met: false, value: 2 }]);
  });

  it('adds up what is counted and paid, over every cluster', () => {
    const twice = [recording, recordingOf({ ...recording, clusterName: 'other' })];
    expect(judge([clause('maxFailedPlacements', 14)], twice)).toMatchObject([{ met: true, value: 14 }]);
    expect(judge([clause('maxOutOfMemoryKills', 2, { cluster: 'other' })], twice)).toMatchObject([{ value: 3 }]);
    const [month, run] = judge([clause('maxCostUsdPerMonth', 0), clause('maxCostUsd', 0)]);
    // Two hours of a month of 730.
    expect(month!.value! / run!.value!).toBeCloseTo(365, 2);
  });

  it('of a service with requests is about those that came to an end, and how long they took', () => {
    const latencyMs = { mean: 50, p50: 40, p95: 120, p99: 310 };
    const nothing = new Float64Array(2);
    const requests = {
      arrived: 1010,
      served: 990,
      rejected: 6,
      failed: 4,
      inFlight: 10,
      latencyMs,
      latencyMsP50: nothing,
      latencyMsP95: nothing,
      latencyMsP99: nothing,
    };
    const served = [recordingOf({ ...recording, requests: [requests, null, null] })];
    const of = { cluster: 'shop', service: 'web' };
    const clauses = [
      clause('availability', 99, of),
      clause('maxRejectedRequests', 1, of),
      clause('maxRejectedRequests', 0.99),
      clause('latencyP50', 40),
      clause('latencyP95', 119.9),
      clause('latencyP99', 300),
    ];
    expect(judge(clauses, served).map(({ service, value, met }) => [service, value, met])).toEqual([
      ['web', 99, true],
      ['web', 1, true],
      ['web', 1, false],
      ['web', 40, true],
      ['web', 120, false],
      ['web', 310, false],
    ]);
  });

  it('is not met where there was nothing to measure: a test that tested nothing must not pass', () => {
    expect(judge([clause('latencyP99', 300)])).toMatchObject([{ met: false, value: null, found: null }]);
    expect(judge([clause('latencyP99', 300)]).map(verdictInWords)).toEqual([
      'latencyP99 of the run: found nothing to measure, expected at most 300ms',
    ]);
  });

  it('is never rounded to look met', () => {
    const levels = { ...recording.serviceLevels, missingTaskMs: Float64Array.of(0.50001, 0) };
    const [verdict] = judge([clause('availability', 99.95)], [recordingOf({ ...recording, serviceLevels: levels })]);
    expect(verdict).toMatchObject({ met: false, found: '99.9499%' });
  });

  it('is named by what it is about', () => {
    expect(subjectInWords({ cluster: null, service: null })).toBe('the run');
    expect(subjectInWords({ cluster: 'shop', service: null })).toBe('cluster shop');
    expect(subjectInWords({ cluster: 'shop', service: 'web' })).toBe('web of cluster shop');
  });
});
