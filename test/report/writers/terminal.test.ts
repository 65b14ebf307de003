import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/report/run-result.ts';
import { summarise } from '../../../src/report/summary.ts';
import { terminalSummary } from '../../../src/report/writers/terminal.ts';
import { RESOURCE_MEMORY } from '../../../src/sim/state/failure-reasons.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  type RecordingParts,
  recordingOf,
  runOf,
  sheetRates,
  workloadOf,
} from '../../recordings.ts';

const parts: RecordingParts = {
  pools: [ec2PoolOf()],
  workloads: [workloadOf()],
  ec2: [ec2MeterOf([3600, 3600], { purchaseOption: 'spot' })],
  poolLevels: { instances: [[1, 1]], registeredCpuUnits: [[4096, 4096]], reservedCpuUnits: [[2048, 1024]] },
};
const print = (run: RunResult, options = { colour: false, width: 100 }) => terminalSummary(summarise(run), options);
const small = runOf([clusterResultOf(recordingOf(parts), { notes: ['Pull times are the model’s defaults.'] })]);

/** A year of a large fleet with the longest names ECS allows. */
function large(): RunResult {
  const name = 'x'.repeat(255);
  const seconds = 5000 * 3600;
  const recording = recordingOf({
    ...parts,
    pools: [ec2PoolOf({ capacityProvider: name })],
    workloads: [workloadOf({ name })],
    ec2: [ec2MeterOf([seconds, seconds], { hasPublicIpv4: true })],
    failureCounts: [[0, RESOURCE_MEMORY, 123_456]],
  });
  return runOf([clusterResultOf(recording, { rates: sheetRates(10) })], { name: 'a'.repeat(20) });
}

describe('the terminal summary', () => {
  it('opens with what was run and the date of the prices', () => {
    const [first, second] = print(small).split('\n');
    expect(first).toBe('web-shop · us-east-1 · 2h · seed 42 · prices of 2026-09-28 · plimsoll 0.1.0');
    expect(second).toBe('A web shop over two hours');
  });

  it('has its sections in order, FAILURES only where there are some', () => {
    const headings = print(small).match(/^[A-Z ]{4,}$/gm);
    expect(headings).toEqual(['COST', 'UTILIZATION', 'SERVICES AND TASKS', 'WASTE']);
  });

  it('ends with what rests on estimates and what to know', () => {
    expect(print(small)).toMatch(
      /\n\* \$0\.15 \(95\.\d%\) rests on estimated rates\.\nPull times are the model’s defaults\.\n$/,
    );
  });

  it('says the same in colour, and has no code without', () => {
    const coloured = print(small, { colour: true, width: 100 });
    expect(stripVTControlCharacters(coloured)).toBe(print(small));
    expect(coloured).not.toBe(print(small));
    expect(print(small)).toBe(stripVTControlCharacters(print(small)));
  });

  it('fits 100 columns, also with long names and large figures', () => {
    for (const run of [small, large()]) {
      const tooLong = print(run)
        .split('\n')
        .filter((line) => line.length > 100);
      // ECS's own text names the service in full, and a name is not broken.
      expect(tooLong.filter((line) => !line.includes('(service') && !line.includes('x'.repeat(200)))).toEqual([]);
    }
  });

  it('P12: tells what failed, how often and why', () => {
    const text = print(
      runOf([clusterResultOf(recordingOf({ ...parts, failureCounts: [[0, RESOURCE_MEMORY, 1200]] }))]),
    );
    expect(text).toContain('FAILURES shop\nweb  1,200 × RESOURCE:MEMORY: (service web) was unable to place a task');
  });

  it('tells the most frequent of many failures, and how many there are', () => {
    const workloads = Array.from({ length: 30 }, (_, row) => workloadOf({ name: `service-${row}` }));
    const failureCounts = workloads.map((_, row) => [row, RESOURCE_MEMORY, 100 + row] as const);
    const text = print(runOf([clusterResultOf(recordingOf({ ...parts, workloads, failureCounts }))]));
    const told = text.match(/^service-\d+ +\d+ × /gm)?.map((line) => Number(/\d+/.exec(line)));
    expect(told).toEqual([18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    expect(text).toContain('The most frequent of 30; the report has all.');
  });

  it('sets several clusters side by side, with the cost against the first', () => {
    const recording = recordingOf(parts);
    const run = runOf([clusterResultOf(recording), clusterResultOf(recording, { rates: sheetRates(2) })]);
    const [first, second] = print(run).split('\n').slice(6, 8);
    expect(first).toMatch(/^shop .*\$0\.16 +\$58\.46$/);
    expect(second).toMatch(/^shop .*\$0\.32 +\$116\.93 +\+100\.0%$/);
    expect(print(small)).not.toContain('CLUSTERS');
  });

  it('names the cluster above its tables where there are several', () => {
    const cluster = clusterResultOf(recordingOf(parts));
    const other = { ...cluster, recording: { ...cluster.recording, clusterName: 'other' } };
    const text = print(runOf([cluster, other]));
    expect(text).toContain('UTILIZATION shop\n');
    expect(text).toContain('SERVICES AND TASKS other\n');
  });

  it('says that nothing cost nothing', () => {
    expect(print(runOf([clusterResultOf(recordingOf())]))).toMatch(/^total +\$0\.00 +\$0\.00 +0\.0%$/m);
  });
});
