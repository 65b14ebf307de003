import { describe, expect, it } from 'vitest';
import { faultsOf, read, scenarioText, taskSource } from '../scenario-texts.ts';

const HOUR = 3_600_000;

function arrivals(setting: unknown, files = {}) {
  const fields = setting === undefined ? {} : { arrivals: setting };
  return read(scenarioText({ tasks: [taskSource(fields)] }), files).clusters[0]!.taskSources[0]!.arrivals;
}

function times(setting: unknown): number[] {
  const read = arrivals(setting);
  return read.kind === 'list' ? [...read.atMs] : [];
}

describe('run-task is called', () => {
  it('once at the start, unless the scenario says when', () => {
    expect(times(undefined)).toEqual([0]);
  });

  it('at given moments inside the run, in order', () => {
    expect(times({ at: ['2026-01-05T06:00:00Z', '2h', '3d', '2026-01-04'] })).toEqual([2 * HOUR, 6 * HOUR]);
    expect(times({ at: '90m' })).toEqual([1.5 * HOUR]);
  });

  it('by one schedule or by several together', () => {
    expect(times({ cron: 'cron(0 12 * * ? *)' })).toEqual([12 * HOUR]);
    expect(times({ cron: ['cron(0 12 * * ? *)', 'rate(8 hours)'] })).toEqual([8 * HOUR, 12 * HOUR, 16 * HOUR]);
  });

  it('at random, at a rate that may change', () => {
    expect(arrivals({ poissonPerHour: 30 })).toEqual({ kind: 'poisson', perHour: { kind: 'constant', value: 30 } });
    expect(arrivals({ poissonPerHour: { shape: 'elb-app', peak: 9 } })).toMatchObject({ perHour: { kind: 'shape' } });
  });

  it('as a trace says', () => {
    const read = arrivals({ trace: 'a.csv' }, { 'a.csv': 'arrival,cpu,memory,duration\n0,256,512,9\n' });
    expect(read).toMatchObject({ kind: 'trace', trace: { rows: { values: Float64Array.of(0, 9000, 0) } } });
  });

  it('a schedule that is none is refused where it stands', () => {
    const of = (cron: unknown) => faultsOf({ tasks: [taskSource({ arrivals: { cron } })] });
    expect(of(['rate(1 day)', 'cron(0 12 * * *)'])).toEqual([
      'clusters[0].tasks[0].arrivals.cron[1]: found "cron(0 12 * * *)", expected six fields in cron(…): minute, hour, day of month, month, day of week, year',
    ]);
    expect(of('daily')[0]).toContain('clusters[0].tasks[0].arrivals.cron: found "daily", expected cron(0 12 * * ? *)');
  });

  it('an instant that is none is refused', () => {
    expect(faultsOf({ tasks: [taskSource({ arrivals: { at: 'noon' } })] })).toEqual([
      'clusters[0].tasks[0].arrivals.at: found "noon", expected a duration since the start such as 36h, or a time such as 2026-01-06T12:00:00Z',
    ]);
  });
});
