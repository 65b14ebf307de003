import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildReport, REPORT_SECTIONS, REPORT_WRITERS } from '../../src/report/registry.ts';
import type { Block, ReportSection } from '../../src/report/report.ts';
import type { RunResult } from '../../src/report/run-result.ts';
import { summarise } from '../../src/report/summary.ts';
import { clusterResultOf, ec2PoolOf, fargatePoolOf, recordingOf, runOf, workloadOf } from '../recordings.ts';
import { lengthsOf } from './vega-expressions.ts';
import { sideBySideRun, weekRun } from './weeks.ts';

const empty = runOf([clusterResultOf(recordingOf())]);
const idle = runOf([
  clusterResultOf(
    recordingOf({ pools: [ec2PoolOf(), fargatePoolOf()], workloads: [workloadOf()], bucketMs: 7_000_000 }),
  ),
]);
const runs: readonly (readonly [string, RunResult])[] = [
  ['no cluster', runOf([])],
  ['no task and no instance', empty],
  ['pools and a service in which nothing runs', idle],
  ['one cluster over a week', weekRun(5)],
  ['more instances than rows', weekRun(120)],
  ['several clusters', sideBySideRun()],
  ['a busy cluster beside an empty one', runOf([...weekRun(5).clusters, clusterResultOf(recordingOf())])],
];
const sections: readonly (readonly [string, ReportSection])[] = Object.entries(REPORT_SECTIONS);

/** What holds of any block, whoever built it. */
function check(block: Block): void {
  if (block.kind === 'table') {
    const rows = [...block.rows, ...(block.total === undefined ? [] : [block.total])];
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => block.columns.length));
    for (const { text, share } of rows.flat()) {
      expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(share ?? 0).toBeGreaterThanOrEqual(0);
      expect(share ?? 0).toBeLessThanOrEqual(1);
    }
  }
  if (block.kind === 'chart') {
    expect(block.description).toMatch(/\.$/);
    expect(JSON.stringify([block.description, block.legend])).not.toMatch(/NaN|Infinity|undefined/);
    for (const columns of Object.values(block.datasets)) {
      expect(lengthsOf(columns).length).toBeLessThanOrEqual(1);
      const values = Object.values(columns).flat();
      expect(values.filter((value) => typeof value === 'number' && !Number.isFinite(value))).toEqual([]);
    }
  }
  if (block.kind === 'headline') {
    for (const { value, detail } of block.figures) expect(`${value} ${detail}`).not.toMatch(/NaN|Infinity|null/);
  }
  if (block.kind === 'note') expect(block.lines.length).toBeGreaterThan(0);
}

describe.each(sections)('the section %s', (_id, section) => {
  it.each(runs)('builds on %s', (_name, run) => {
    section.build(run, summarise(run)).forEach(check);
  });

  it('shows at most 1,500 points a series', () => {
    const blocks = section.build(weekRun(5), summarise(weekRun(5)));
    for (const block of blocks) {
      if (block.kind !== 'chart' || !('points' in block.datasets)) continue;
      expect(lengthsOf(block.datasets.points)[0]).toBeLessThanOrEqual(1500);
    }
  });

  it('leaves the run as it was', () => {
    const run = sideBySideRun();
    const before = structuredClone(run.clusters[0].recording.poolSeries);
    section.build(run, summarise(run));
    expect(run.clusters[0].recording.poolSeries).toEqual(before);
  });
});

describe('every section', () => {
  it('builds on recordings of any length, bucket and level', () => {
    const level = fc.double({ min: 0, max: 1e6, noNaN: true });
    const arbitrary = fc.record({
      durationMs: fc.integer({ min: 1, max: 40 * 86_400_000 }),
      bucketMs: fc.integer({ min: 1000, max: 86_400_000 }),
      level,
    });
    fc.assert(
      fc.property(arbitrary, ({ durationMs, bucketMs, level }) => {
        const count = Math.ceil(durationMs / Math.max(bucketMs, durationMs / 2000));
        const bucket = Math.ceil(durationMs / count);
        const levels = [Array.from({ length: Math.ceil(durationMs / bucket) }, () => level)];
        const recording = recordingOf({
          durationMs,
          bucketMs: bucket,
          pools: [ec2PoolOf()],
          workloads: [workloadOf()],
          poolLevels: { instances: levels, registeredCpuUnits: levels, reservedCpuUnits: levels },
          workloadLevels: { desiredTasks: levels, runningTasks: levels },
        });
        const run = runOf([clusterResultOf(recording)]);
        const summary = summarise(run);
        for (const [, section] of sections) section.build(run, summary).forEach(check);
      }),
      { numRuns: 60 },
    );
  });
});

describe('buildReport', () => {
  it('leaves out a section that has nothing to tell: of one cluster a comparison, deployments and promises of none', () => {
    const idsOf = (run: RunResult) => buildReport(run, summarise(run)).sections.map(({ id }) => id);
    const always = Object.keys(REPORT_SECTIONS).filter(
      (id) => !['deployments', 'expectations', 'network', 'requests', 'shared-quotas'].includes(id),
    );
    expect(idsOf(weekRun(5))).toEqual(always.filter((id) => id !== 'comparison'));
    expect(idsOf(sideBySideRun())).toEqual(always);
  });

  it('says under the title where, how long, from which seed and at prices of which day', () => {
    const run = weekRun(5);
    expect(buildReport(run, summarise(run)).subtitle).toEqual([
      'A web shop over one week of real traffic',
      'us-east-1 · 7d from 2026-03-02 00:00 UTC · seed 42 · prices of 2026-09-28',
    ]);
  });
});

describe.each(Object.entries(REPORT_WRITERS))('the writer %s', (_name, write) => {
  it.each(runs)('writes a report of %s, the same bytes twice', async (_run, run) => {
    const report = () => write(buildReport(run, summarise(run)));
    const [files, again] = [await report(), await report()];
    expect(files.size).toBeGreaterThan(0);
    expect([...files]).toEqual([...again]);
  });
});
