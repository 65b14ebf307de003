import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import { type ArrivalTrace, readArrivalTrace } from '../../../src/scenario/loads/arrival-trace.ts';
import type { ArrivalTraceSetting } from '../../../src/scenario/schema/arrivals.ts';
import { corpus } from '../ecs/samples.ts';

function trace(text: string, setting: Partial<ArrivalTraceSetting> = {}) {
  const { value, issues } = readArrivalTrace([text], 'a.csv', { trace: 'a.csv', ...setting });
  if (value === undefined) throw new Error(issues.map(formatIssue).join('\n'));
  return value;
}

/** Arrival, duration, CPU units and MiB of each task. */
function tasks({ rows, firstMs, sizes }: ArrivalTrace) {
  if (!('values' in rows)) throw new Error(`${rows.path} is a file`);
  const { values } = rows;
  return Array.from({ length: values.length / 3 }, (_, row) => {
    const size = sizes.find(({ number }) => number === values[row * 3 + 2]);
    return [values[row * 3]! - firstMs, values[row * 3 + 1]!, size?.cpuUnits, size?.memoryMiB];
  });
}

describe('a trace of tasks', () => {
  it('has a row per task, in order of arrival, from the first on', () => {
    const read = trace('arrival,cpu,memory,duration\n120,512,1024,60\n100,256,512,30\n');
    expect(tasks(read)).toEqual([
      [0, 30_000, 256, 512],
      [20_000, 60_000, 512, 1024],
    ]);
    expect(read.sizes.map(({ line, atMs }) => [line, atMs])).toEqual([
      [3, 0],
      [2, 20_000],
    ]);
    expect(read.isTimed).toBe(true);
  });

  it('takes other names and units; 12,000 milli-CPU are exactly 12 vCPU', () => {
    const text = 'creation_time,deletion_time,cpu_milli,memory_mib\n0,90,12000,16384\n';
    const columns = { arrival: 'creation_time', end: 'deletion_time', cpu: 'cpu_milli', memory: 'memory_mib' };
    const read = trace(text, { columns, cpuUnit: 'milliCPU' });
    expect(tasks(read)).toEqual([[0, 90_000, 12_288, 16_384]]);
    const halves = trace('arrival,cpu,memory\n0,0.5,0.75\n', { cpuUnit: 'vCPU', memoryUnit: 'GiB' });
    expect(halves.sizes).toMatchObject([{ cpuUnits: 512, memoryMiB: 768 }]);
  });

  it('without sizes and durations leaves them to the task definition', () => {
    const read = trace('arrival\n0\n5\n');
    expect([read.sizes, read.isTimed]).toEqual([[], false]);
  });

  it('needs an arrival, both sizes or none, and the columns that are named', () => {
    const issues = (text: string, setting: Partial<ArrivalTraceSetting> = {}) =>
      readArrivalTrace([text], 'a.csv', { trace: 'a.csv', ...setting }).issues.map(formatIssue);
    expect(issues('when,cpu,memory\n0,1,1\n')).toEqual([
      'a.csv:1:1: found columns when, cpu, memory, expected a column arrival',
    ]);
    expect(issues('arrival,cpu,x\n0,1,1\n')).toEqual([
      'a.csv:1:1: found columns arrival, cpu, x, expected a column memory',
    ]);
    expect(issues('arrival,x\n0,1\n', { columns: { duration: 'runtime' } })).toEqual([
      'a.csv:1:1: found columns arrival, x, expected a column runtime',
    ]);
    expect(issues('arrival,duration\n0,1\n1,long\n')).toEqual([
      'a.csv:3:3 duration: found "long", expected a number >= 0',
    ]);
  });

  it('may be cut after so many rows', () => {
    expect(tasks(trace('arrival\n0\n1\n2\n', { limit: 2 }))).toHaveLength(2);
  });

  it('has each size once, with the first task of it, the earlier line of those that arrive together', () => {
    const { sizes } = trace('arrival,cpu,memory\n9,1,1\n4,2,2\n4,1,1\n4,2,2\n0,3,3\n');
    expect(sizes.map(({ cpuUnits, atMs, line }) => [cpuUnits, atMs, line])).toEqual([
      [3, 0, 6],
      [2, 4000, 3],
      [1, 4000, 4],
    ]);
  });
});

describe.skipIf(!existsSync(corpus))('the real traces', () => {
  it('reads arrivals of Azure and pods of Alibaba', () => {
    const azure = readFileSync(
      `${corpus}/traces/huaweicloud__trace_generation_rnn__resources--traces--v1.dev.txt--arrivals.csv`,
      'utf8',
    );
    const columns = { arrival: 'time_s', cpu: 'vcpu', memory: 'memory_gib' };
    const machines = trace(azure, { columns, cpuUnit: 'vCPU', memoryUnit: 'GiB', limit: 1000 });
    expect(tasks(machines)).toHaveLength(1000);
    expect(tasks(machines)[0]!.slice(2)).toEqual([8192, 14_336]);
    const pods = readFileSync(
      `${corpus}/traces/alibaba__clusterdata__cluster-trace-gpu-v2023--csv--openb_pod_list_default.csv`,
      'utf8',
    );
    const names = { arrival: 'creation_time', end: 'deletion_time', cpu: 'cpu_milli', memory: 'memory_mib' };
    const read = trace(pods, { columns: names, cpuUnit: 'milliCPU' });
    expect(tasks(read)).toHaveLength(8152);
    expect(tasks(read)[0]!.slice(1, 3)).toEqual([12_537_496_000, 12_288]);
  });
});
