import fc from 'fast-check';
import { parseString } from 'fast-csv';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/report/run-result.ts';
import { csvFiles, csvText } from '../../../src/report/writers/csv.ts';
import { EVENT_STEADY_STATE } from '../../../src/sim/record/recording.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  placementLogOf,
  recordingOf,
  runOf,
  serviceEventsOf,
  taskLogOf,
  workloadOf,
} from '../../recordings.ts';

const header = ['name', 'count'];

function read(text: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString<string[], string[]>(text)
      .on('error', reject)
      .on('data', (row: string[]) => rows.push(row))
      .on('end', () => resolve(rows));
  });
}

describe('a CSV file', () => {
  it('has a header, a line per row and a line feed at the end', async () => {
    expect(await csvText({ header, rows: [['web', 1]] })).toBe('name,count\nweb,1\n');
  });

  it('has its header even without rows', async () => {
    expect(await csvText({ header, rows: [] })).toBe('name,count\n');
  });

  it('leaves empty what is not known', async () => {
    expect(await csvText({ header, rows: [[null, 0]] })).toBe('name,count\n,0\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'marks %j as text, so that no spreadsheet computes it',
    async (name) => {
      const [, [cell]] = await read(await csvText({ header, rows: [[name, 1]] }));
      expect(cell).toBe(`'${name}`);
    },
  );

  it('leaves our own negative numbers alone', async () => {
    expect(await csvText({ header, rows: [['web', -1.5]] })).toBe('name,count\nweb,-1.5\n');
  });

  it('is read back as it was written, whatever the text', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', 'a b', 'ö', '日', "'", ';'), minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (names) => {
        const rows = names.map((name, row) => [name, row]);
        const expected = rows.map(([name, row]) => [name, String(row)]);
        expect(await read(await csvText({ header, rows }))).toEqual([header, ...expected]);
      }),
    );
  });
});

describe('the CSV files of a run', () => {
  const recording = recordingOf({
    pools: [ec2PoolOf()],
    workloads: [workloadOf()],
    ec2: [ec2MeterOf([3600, 3600])],
    serviceEvents: serviceEventsOf([[0, 0, EVENT_STEADY_STATE, -1, -1]]),
  });
  const namesOf = async (run: RunResult) => [...(await csvFiles(run)).keys()];

  it('are cost, events, services and utilization', async () => {
    expect(await namesOf(runOf([clusterResultOf(recording)]))).toEqual([
      'cost.csv',
      'events.csv',
      'services.csv',
      'utilization.csv',
    ]);
  });

  it('are tasks and placements too when the run kept them', async () => {
    const kept = { ...recording, tasks: taskLogOf([]), placements: placementLogOf([]) };
    const names = await namesOf(runOf([clusterResultOf(kept)]));
    expect(names).toEqual(['cost.csv', 'events.csv', 'services.csv', 'utilization.csv', 'tasks.csv', 'placements.csv']);
  });

  it('hold every cluster, with its name in the first column', async () => {
    const run = runOf([clusterResultOf(recording), clusterResultOf({ ...recording, clusterName: 'other' })]);
    for (const text of (await csvFiles(run)).values()) {
      const [head, ...rows] = await read(text);
      expect(head[0]).toBe('cluster');
      expect(new Set(rows.map(([cluster]) => cluster))).toEqual(new Set(['shop', 'other']));
      for (const row of rows) expect(row).toHaveLength(head.length);
    }
  });
});
