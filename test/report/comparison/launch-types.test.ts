import { expect, it } from 'vitest';
import { breakEvenTexts, pairedOptions } from '../../../src/report/comparison/launch-types.ts';
import { M5 } from './comparisons.ts';

it('pairs what is bought alike, where the region has both', () => {
  expect(pairedOptions([M5]).map(({ instances, fargate }) => [instances.name, fargate.name])).toEqual([
    ['EC2', 'Fargate'],
    ['EC2 Graviton', 'Fargate ARM'],
  ]);
});

it('P9.10: says from where on EC2 is cheaper, or that it never is', () => {
  const [x86, arm] = pairedOptions([M5]);
  expect(breakEvenTexts(x86!.breakEven)).toEqual({
    density: 'from 82.4%',
    hours: 'from 19.8 h',
    tasks: 'from 4, always from 14',
  });
  expect(breakEvenTexts(arm!.breakEven)).toEqual({ density: 'never', hours: 'never', tasks: 'never' });
});
