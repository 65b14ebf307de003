import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { compileArrivals } from '../../../src/scenario/compile/arrivals.ts';
import { compile, fargateDefinition, read, scenarioText, taskSource, webDefinition } from '../scenario-texts.ts';

const CSV = 'arrival,cpu,memory,duration\n0,300,900,60\n10,1024,9000,30\n20,200,5000,10\n86400,1,1,1\n5,300,900,5\n';

function input(fields: object, text = CSV) {
  const source = taskSource({ arrivals: { trace: 'a.csv' }, ...fields });
  return compile({ tasks: [source] }, {}, { 'a.csv': text }).inputs[0]!;
}

describe('a trace of tasks', () => {
  it('has a task definition per distinct size, and ends with the run', () => {
    const { taskSources, taskDefinitions } = input({});
    const { arrivals } = taskSources[0]!;
    if (arrivals.kind !== 'list') throw new Error(arrivals.kind);
    expect([...arrivals.atMs]).toEqual([0, 5000, 10_000, 20_000]);
    expect([...arrivals.durationMs!]).toEqual([60_000, 5000, 30_000, 10_000]);
    const families = [...arrivals.taskDefinition!].map((row) => taskDefinitions[row]!.family);
    expect(families).toEqual(['job-300-900', 'job-300-900', 'job-1024-9000', 'job-200-5000']);
  });

  it('on Fargate is sized up to the cheapest size that holds it (P1.14 EX)', () => {
    const sizes = input({})
      .taskDefinitions.slice(1)
      .map((one) => [one.fargateCpuUnits, one.fargateMemoryMiB]);
    expect(sizes).toEqual([
      [512, 1024],
      [2048, 9216],
      [1024, 5120],
    ]);
  });

  it('on EC2 reserves what it says', () => {
    const { taskDefinitions } = input({ launchType: 'EC2', taskDefinition: webDefinition() });
    expect(taskDefinitions[1]).toMatchObject({
      cpuUnits: 300,
      memoryMiB: 900,
      memoryLimitMiB: 900,
      fargateCpuUnits: 0,
    });
  });

  it('that is in a file stays there, with the same task definitions', () => {
    const scenario = read(scenarioText({ tasks: [taskSource({ arrivals: { trace: 'a.csv' } })] }), { 'a.csv': CSV });
    const source = scenario.clusters[0]!.taskSources[0]!;
    if (source.arrivals.kind !== 'trace') throw new Error(source.arrivals.kind);
    const rows = { path: '/tmp/arrivals', runs: [5] };
    const arrivals = { kind: 'trace' as const, trace: { ...source.arrivals.trace, rows } };
    const sizes = { fargateRates: undefined, rowOf: ({ cpuUnits }: { cpuUnits: number }) => cpuUnits };
    expect(compileArrivals({ ...source, arrivals }, scenario, sizes)).toEqual({
      kind: 'file',
      ...rows,
      firstMs: 0,
      isTimed: true,
      // The task of 1 CPU unit arrives after the end of the run.
      taskDefinitionOfSize: Int32Array.of(300, 1024, 200, NONE),
    });
  });

  it('without sizes or durations leaves them to its source', () => {
    const { arrivals } = input({}, 'arrival\n0\n').taskSources[0]!;
    expect(arrivals).toEqual({ kind: 'list', atMs: Float64Array.of(0), durationMs: null, taskDefinition: null });
  });
});

describe('other arrivals', () => {
  it('are a rate over time, or a list', () => {
    const arrivals = (setting: object) =>
      compile({ tasks: [taskSource({ taskDefinition: fargateDefinition(), arrivals: setting })] }).inputs[0]!
        .taskSources[0]!.arrivals;
    expect(arrivals({ poissonPerHour: 6 })).toMatchObject({ kind: 'poisson', perHour: { values: Float64Array.of(6) } });
    expect(arrivals({ at: ['1h'] })).toMatchObject({ kind: 'list', atMs: Float64Array.of(3_600_000) });
  });
});
