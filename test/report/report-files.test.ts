import { expect, it } from 'vitest';
import { reportFiles } from '../../src/report/report-files.ts';
import { summarise } from '../../src/report/summary.ts';
import { clusterResultOf, recordingOf, runOf } from '../recordings.ts';

it('a report is summary, tables and pages side by side, each with something in it', async () => {
  const run = runOf([clusterResultOf(recordingOf())]);
  const files = await reportFiles(run, summarise(run));
  expect([...files.keys()].filter((name) => !name.endsWith('.svg')).sort()).toEqual([
    'cost.csv',
    'events.csv',
    'report.html',
    'report.md',
    'services.csv',
    'summary.json',
    'utilization.csv',
  ]);
  expect([...files].filter(([, text]) => text.trim() === '')).toEqual([]);
});

it('every name stands in one directory', async () => {
  const run = runOf([clusterResultOf(recordingOf())]);
  const names = [...(await reportFiles(run, summarise(run))).keys()];
  expect(names.filter((name) => !/^[a-z0-9-]+\.(json|html|md|csv|svg)$/.test(name))).toEqual([]);
});
