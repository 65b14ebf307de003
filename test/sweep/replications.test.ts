import { expect, it } from 'vitest';
import { replicationSeeds } from '../../src/sweep/replications.ts';

it('the first replication has the seed of the scenario, each other one of its own', () => {
  expect(replicationSeeds('7', 3)).toEqual(['7', '7-r2', '7-r3']);
});

it('more replications begin with the same ones', () => {
  expect(replicationSeeds('x', 9).slice(0, 4)).toEqual(replicationSeeds('x', 4));
});
