import { describe, expect, it } from 'vitest';
import { packageVersion } from '../../src/base/version.ts';
import { rateCard } from '../../src/catalog/rates.ts';
import type { CompiledScenario } from '../../src/scenario/compile.ts';
import { simulate } from '../../src/sim/simulation.ts';
import { NO_ACCOUNT_QUOTAS } from '../../src/sim/state/input/account-quotas.ts';
import { runScenario } from '../../src/sweep/run-scenario.ts';
import { smallInput } from './small-input.ts';

const compiled: CompiledScenario = {
  facts: {
    name: 'x',
    description: '',
    region: 'us-east-1',
    seed: '1',
    durationMs: 21_600_000,
    startEpochMs: 0,
    expectations: [],
    accountQuotas: NO_ACCOUNT_QUOTAS,
  },
  inputs: [smallInput('a', '1'), smallInput('b', '1')],
  notes: [['Of a.'], ['Of b.']],
  rates: rateCard('us-east-1'),
};

describe('a scenario is run', () => {
  it('cluster by cluster, in its order, each with its own notes', async () => {
    const run = await runScenario(compiled);
    expect(run.engine.version).toBe(packageVersion());
    expect(run.scenario).toBe(compiled.facts);
    expect(run.clusters.map(({ recording }) => recording)).toEqual(compiled.inputs.map((input) => simulate(input)));
    expect(run.clusters.map(({ notes }) => notes)).toEqual(compiled.notes);
  });

  it('and priced: 5 m6i.large for 6 hours at the rate of the region (P9.1)', async () => {
    const { clusters } = await runScenario({ ...compiled, inputs: [compiled.inputs[0]!] }, { threads: 1 });
    const instances = clusters[0]!.invoice.lineItems.filter((item) => item.item === 'ec2-instance');
    const { usd } = compiled.rates.ec2OnDemand('m6i.large')!;
    expect(instances.reduce((sum, item) => sum + item.amountUsd, 0)).toBeCloseTo(5 * 6 * usd, 9);
  });
});
