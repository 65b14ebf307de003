import { expect, it } from 'vitest';
import { benchTables } from '../../../../src/cli/commands/bench-placement/tables.ts';
import { RESULTS } from '../../../packing/results.ts';

it('a table per case, with means and the speed of the decisions', async () => {
  const text = await benchTables(RESULTS, (caseName) => (caseName === 'opened' ? 12_345 : 0));
  const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  expect(lines).toContain('opened: 2 tasks, 1 machines, at least 4 needed');
  expect(lines).toContain('first-fit 100.0% 4.5 12.5% 50.0% 12,345');
  expect(lines).toContain('all: 2 tasks, 1 machines');
  expect(lines).toContain('first-fit 50.0% 1 - 50.0% 0');
});
