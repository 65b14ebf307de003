import { expect, it } from 'vitest';
import { packingFiles } from '../../src/packing/files.ts';
import { GIVEN, RESULTS } from './results.ts';

it('writes figures of every seed beside the pages, and nothing that JSON cannot hold', async () => {
  const files = await packingFiles(GIVEN, RESULTS);
  expect([...files.keys()].sort()).toEqual([
    'report-case-1-1.svg',
    'report-case-2-1.svg',
    'report.html',
    'report.md',
    'scores.csv',
    'summary.json',
  ]);
  const summary = JSON.parse(files.get('summary.json')!) as { cases: { machinesAtLeast: number | null }[] };
  expect(summary.cases.map(({ machinesAtLeast }) => machinesAtLeast)).toEqual([4, null]);
  expect(files.get('scores.csv')!.split('\n').slice(0, 3)).toEqual([
    'case,strategies,of_ecs,seed,placed_tasks,machines_used,above_percent,idle_cpu_unusable_percent,' +
      'idle_memory_unusable_percent,idle_gpu_unusable_percent',
    'opened,first-fit,false,0,2,4,0,50,,',
    'opened,first-fit,false,1,2,5,25,50,,',
  ]);
});
