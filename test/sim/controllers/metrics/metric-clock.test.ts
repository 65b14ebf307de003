import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/base/units.ts';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { MetricClock } from '../../../../src/sim/controllers/metrics/metric-clock.ts';
import { metricSources } from '../../../../src/sim/controllers/metrics/metric-sources.ts';
import { cloudWatch, input, service } from '../../builders.ts';

/** A clock of all metrics of two services, and how many datapoints it has put. */
function clock() {
  const given = input({
    services: [service({ serviceName: 'quiet' }), service({ serviceName: 'api' })],
    cloudWatch: cloudWatch({ containerInsights: 'enabled' }),
  });
  const parts = assembleEngine(given);
  const { sources, groups } = metricSources(given);
  const published = sources.map((source) => ({ ...source, metric: parts.metrics.open(source.spec) }));
  const clockOfAll = new MetricClock(MINUTE_MS, published, groups, parts);
  const put: string[] = [];
  const { metrics, recorder } = parts;
  const original = metrics.put.bind(metrics);
  metrics.put = (row, value, nowMs) => {
    put.push(`${metrics.specs[row]!.name} ${metrics.specs[row]!.dimensions.at(-1)!.value}`);
    original(row, value, nowMs);
  };
  let minute = 0;
  const publish = () => {
    put.length = 0;
    metrics.endPeriod(MINUTE_MS, ++minute * MINUTE_MS);
    clockOfAll.publish(minute * MINUTE_MS);
    return [...put];
  };
  const rowOf = (name: string, of: string) =>
    published.find(({ spec }) => spec.name === name && spec.dimensions.at(-1)!.value === of)!.metric;
  return { publish, recorder, metrics, rowOf, count: published.length };
}

describe('MetricClock', () => {
  it('puts two datapoints of everything at the start, and then none of what stands still', () => {
    const { publish, metrics, rowOf, count } = clock();
    expect([publish().length, publish().length, publish().length]).toEqual([count, count, 0]);
    expect(metrics.newestPeriod(rowOf('DesiredTaskCount', 'quiet'))).toBe(2);
    expect(metrics.last(rowOf('DesiredTaskCount', 'quiet'), 0)).toBe(0);
  });

  it('puts the mean of the minute of a change and the new level, of that service and of the cluster only', () => {
    const { publish, recorder, metrics, rowOf } = clock();
    for (let i = 0; i < 5; i++) publish();
    recorder.workload.desiredTasks.set(1, 4, 5.25 * MINUTE_MS);
    const changed = publish();
    expect(changed).toContain('DesiredTaskCount api');
    expect(changed).toContain('TaskCount shop');
    expect(changed.filter((one) => one.endsWith(' quiet'))).toEqual([]);
    expect(metrics.last(rowOf('DesiredTaskCount', 'api'), 0)).toBe(3);
    expect(publish()).toContain('DesiredTaskCount api');
    expect(publish()).toEqual([]);
    expect([0, 1, 2, 3].map((back) => metrics.last(rowOf('DesiredTaskCount', 'api'), back))).toEqual([4, 4, 3, 0]);
  });

  it('reads a level that changes in the instant in which a period ends, after it was read, in the next one', () => {
    const { publish, recorder, metrics, rowOf } = clock();
    for (let i = 0; i < 5; i++) publish();
    recorder.workload.desiredTasks.set(0, 2, 5 * MINUTE_MS);
    publish();
    expect(metrics.last(rowOf('DesiredTaskCount', 'quiet'), 0)).toBe(2);
    expect(metrics.last(rowOf('DesiredTaskCount', 'quiet'), 1)).toBe(0);
  });

  it('is woken by container instances as well', () => {
    const { publish, recorder, metrics, rowOf } = clock();
    for (let i = 0; i < 5; i++) publish();
    recorder.pool.instances.add(0, 1, 5.5 * MINUTE_MS);
    expect(publish()).toEqual(expect.arrayContaining(['ContainerInstanceCount shop', 'CPUReservation shop']));
    expect(metrics.last(rowOf('ContainerInstanceCount', 'shop'), 0)).toBe(0.5);
  });
});
