import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/report/summary.ts';
import { summaryJson } from '../../../src/report/writers/json.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';

const run = () =>
  runOf([
    clusterResultOf(recordingOf({ pools: [ec2PoolOf()], workloads: [workloadOf()], ec2: [ec2MeterOf([3600, 1234])] })),
  ]);

describe('summary.json', () => {
  it('is the summary, indented, with a line feed at the end', () => {
    const text = summaryJson(summarise(run()));
    expect(JSON.parse(text)).toEqual(summarise(run()));
    expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,\n[\s\S]*\n\}\n$/);
  });

  it('has the same bytes for the same run', () => {
    expect(summaryJson(summarise(run()))).toBe(summaryJson(summarise(run())));
  });

  it('holds no figure with more than nine decimals', () => {
    expect(summaryJson(summarise(run()))).not.toMatch(/\d\.\d{10}/);
  });
});
