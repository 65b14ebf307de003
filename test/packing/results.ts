/** A bench of two small cases with made-up scores, for what shows them. */
import type { CaseResult, PackingBench } from '../../src/packing/compare-chains.ts';
import { parseChain, type StrategyChain } from '../../src/packing/strategy-chains.ts';
import { machine, packingCase, task } from './cases.ts';

const chain = parseChain('first-fit') as StrategyChain;
const score = (machinesUsed: number, placedTasks = 2) => ({
  placedTasks,
  machinesUsed,
  placedPercent: { cpuUnits: 100, memoryMiB: null, gpuCount: null },
  fragmentation: { cpuUnits: 50, memoryMiB: null, gpuCount: null },
});
const opened = packingCase({
  name: 'opened',
  tasks: [task(1), task(1)],
  machines: [machine(1)],
  open: 'asNeeded',
  optimum: 4,
});
const all = packingCase({ name: 'all', tasks: [task(1), task(1)], machines: [machine(1)] });

export const RESULTS: readonly CaseResult[] = [
  { given: opened, machinesAtLeast: 4, tasksAtMost: 2, results: [{ chain, scores: [score(4), score(5)] }] },
  {
    given: all,
    machinesAtLeast: Number.POSITIVE_INFINITY,
    tasksAtMost: 1,
    results: [{ chain, scores: [score(1, 1), score(1, 1)] }],
  },
];
export const GIVEN: PackingBench = {
  name: 'bench',
  description: 'Two cases',
  seed: '1',
  seeds: 2,
  order: 'shuffled',
  chains: [chain],
  cases: [opened, all],
};
