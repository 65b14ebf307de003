import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/base/units.ts';
import { compile, faultsOf, issuesOf, scenarioText, service, taskSource } from '../scenario-texts.ts';

const CSV = 'timestamp,value\n2014-04-10 00:00:00,300\n2014-04-10 00:05:00,600\n';

/** The curve of a service's requests per second. */
function curve(requestsPerSecond: unknown, files = {}) {
  const load = { requestsPerSecond, cpuSecondsPerRequest: 0.01, memoryMiB: 100 };
  return compile({ services: [service({ load })] }, {}, files).inputs[0]!.services[0]!.load!.requestsPerSecond!;
}

function faults(requestsPerSecond: unknown, files = {}): string[] {
  const load = { requestsPerSecond, cpuSecondsPerRequest: 0.01 };
  const path = 'clusters[0].services[0].load.requestsPerSecond';
  return faultsOf({ services: [service({ load })] }, {}, files).map((fault) => fault.replace(path, '…'));
}

/** The distribution of the run time of standalone tasks. */
function distribution(durationSeconds: unknown, files = {}) {
  return compile({ tasks: [taskSource({ durationSeconds })] }, {}, files).inputs[0]!.taskSources[0]!.durationMs;
}

describe('a series of a scenario', () => {
  it('is a number, steps, or a trace with its scale', () => {
    expect([...curve(7).values]).toEqual([7]);
    const steps = curve({ steps: [{ at: '6h', value: 9 }], period: '24h' });
    expect(steps).toEqual({ atMs: Float64Array.of(0, DAY_MS / 4), values: Float64Array.of(0, 9), periodMs: DAY_MS });
    expect([...curve({ trace: 't.csv', scale: 2 }, { 't.csv': CSV }).values]).toEqual([600, 1200]);
  });

  it('that counts events in 5 minutes is read as events per second', () => {
    expect([...curve({ trace: 't.csv', per: '5m' }, { 't.csv': CSV }).values]).toEqual([1, 2]);
  });

  it('loops, skips and resamples', () => {
    const looped = curve({ trace: 't.csv', loop: true, offset: '5m' }, { 't.csv': CSV });
    expect(looped).toEqual({ atMs: Float64Array.of(0, 300_000), values: Float64Array.of(600, 300), periodMs: 600_000 });
    expect([...curve({ trace: 't.csv', resample: '10m' }, { 't.csv': CSV }).values]).toEqual([450]);
  });

  it('of an unknown shape is met with a near one', () => {
    expect(faults({ shape: 'nasa-wep', mean: 1 })).toEqual([
      '….shape: found "nasa-wep", expected one of elb-app | nasa-web | twitter-stream; did you mean "nasa-web"?',
    ]);
  });

  it('whose base is above its peak, or whose offset is beyond its end, is refused', () => {
    expect(faults({ diurnal: { base: 5, peak: 3 } })).toEqual([
      '….diurnal.base: found 5, expected at most 3, the peak',
    ]);
    expect(faults({ trace: 't.csv', offset: '1h' }, { 't.csv': CSV })).toEqual([
      '….offset: found "1h", expected less than the 600 s of the trace',
    ]);
  });

  it('beyond any figure of a cluster is refused: sums of such would be no numbers', () => {
    expect(faults(1e300)).toEqual(['…: found 1e+300, expected at most 1000000000000000']);
    expect(faults({ steps: [{ at: '1h', value: 1e16 }] })).toEqual([
      '….steps[0].value: found 10000000000000000, expected at most 1000000000000000',
    ]);
  });

  it('whose trace is missing, or has a bad row, names the place', () => {
    expect(faults({ trace: 'x.csv' })).toEqual([
      '….trace: found "x.csv", no such file, expected a file, relative to the one that names it',
    ]);
    const load = { requestsPerSecond: { trace: 't.csv' }, cpuSecondsPerRequest: 1 };
    expect(issuesOf(scenarioText({ services: [service({ load })] }), { 't.csv': `${CSV}2014-04-10,many\n` })).toEqual([
      't.csv:4:12 value: found "many", expected a number from 0 to 1000000000000000',
    ]);
  });
});

describe('a distribution of a scenario, in ms', () => {
  it('is constant, uniform or exponential', () => {
    expect(distribution('2m')).toEqual({ kind: 'constant', value: 120_000 });
    expect(distribution({ constant: 5 })).toEqual({ kind: 'constant', value: 5000 });
    expect(distribution({ uniform: { min: 1, max: 2 } })).toEqual({ kind: 'uniform', min: 1000, max: 2000 });
    expect(distribution({ exponential: { mean: 9 } })).toEqual({ kind: 'exponential', mean: 9000 });
  });

  it('is lognormal by its median, exp(mu), and its 95th percentile, exp(mu + 1.6449 sigma)', () => {
    const lognormal = distribution({ lognormal: { median: 240, p95: 900 } });
    if (lognormal.kind !== 'lognormal') throw new Error(lognormal.kind);
    expect(Math.exp(lognormal.mu)).toBeCloseTo(240_000, 6);
    expect(Math.exp(lognormal.mu + 1.6448536269514722 * lognormal.sigma)).toBeCloseTo(900_000, 6);
  });

  it('is gamma by shape and scale, or by mean and coefficient of variation', () => {
    expect(distribution({ gamma: { shape: 2, scale: 3 } })).toEqual({ kind: 'gamma', shape: 2, scale: 3000 });
    const gamma = distribution({ gamma: { mean: 100, cv: 0.5 } });
    expect(gamma).toEqual({ kind: 'gamma', shape: 4, scale: 25_000 });
  });

  it('is drawn from a file', () => {
    expect(distribution({ empirical: 'runs.csv' }, { 'runs.csv': 'value\n10\n20\n' })).toEqual({
      kind: 'empirical',
      values: Float64Array.of(10_000, 20_000),
    });
    const files = { 'runs.csv': 'job,seconds\na,1.5\n' };
    expect(distribution({ empirical: { file: 'runs.csv', column: 'seconds' } }, files)).toEqual({
      kind: 'empirical',
      values: Float64Array.of(1500),
    });
  });

  it('whose figures contradict each other is refused', () => {
    const of = (durationSeconds: unknown, files = {}) =>
      faultsOf({ tasks: [taskSource({ durationSeconds })] }, {}, files).map((fault) =>
        fault.replace(/^\S+durationSeconds/, '…'),
      );
    expect(of({ lognormal: { median: 900, p95: 240 } })).toEqual([
      '….lognormal.p95: found 240, expected no less than the value before it',
    ]);
    expect(of({ uniform: { min: 2, max: 1 } })).toEqual([
      '….uniform.max: found 1, expected no less than the value before it',
    ]);
    expect(of({ empirical: { file: 'r.csv', column: 'x' } }, { 'r.csv': 'value\n1\n' })).toEqual([
      'found columns value, expected a column x',
    ]);
    expect(of({ empirical: 'r.csv' }, { 'r.csv': 'value\n' })).toEqual(['found no rows, expected observed values']);
  });
});
