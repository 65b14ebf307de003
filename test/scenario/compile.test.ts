import { describe, expect, it } from 'vitest';
import { compileScenario } from '../../src/scenario/compile.ts';
import { simulate } from '../../src/sim/simulation.ts';
import { NO_ACCOUNT_QUOTAS } from '../../src/sim/state/input/account-quotas.ts';
import { fargateDefinition, provider, read, scenarioText, service, taskSource } from './scenario-texts.ts';

const cluster = {
  services: [service({ load: { requestsPerSecond: 4, cpuSecondsPerRequest: 0.01, memoryMiB: 50 } })],
  tasks: [taskSource({ arrivals: { poissonPerHour: 20 } })],
};

describe('a compiled scenario', () => {
  it('has an input per cluster, in order, and the facts of the run', () => {
    const clusters = ['b', 'a'].map((clusterName) => ({ clusterName, capacityProviders: [provider()] }));
    const compiled = compileScenario(read(scenarioText({}, { clusters, description: 'two', seed: 'x' })));
    expect(compiled.inputs.map(({ clusterName }) => clusterName)).toEqual(['b', 'a']);
    expect(compiled.notes).toEqual([[], []]);
    expect(compiled.facts).toEqual({
      name: 'test',
      description: 'two',
      region: 'us-east-1',
      seed: 'x',
      durationMs: 86_400_000,
      startEpochMs: Date.UTC(2026, 0, 5),
      expectations: [],
      accountQuotas: NO_ACCOUNT_QUOTAS,
    });
  });

  it('takes another seed, and what to keep, from the command line', () => {
    const scenario = read(scenarioText(cluster));
    const compiled = compileScenario(scenario, { seed: '9', keepPlacements: true, keepTasks: true });
    expect(compiled.facts.seed).toBe('9');
    expect(compiled.inputs[0]).toMatchObject({ seed: '9', record: { keepPlacements: true, keepTasks: true } });
  });

  it('has the scenario’s prices in place of the region’s', () => {
    const prices = {
      ec2: { 'm6i.xlarge': 0.1 },
      fargate: { 'linux/x86_64': { vcpuHour: 0.03 } },
      other: { ebs: { 'gp3-storage': 0.07 } },
    };
    const { rates } = compileScenario(read(scenarioText(cluster, { prices })));
    expect(rates.ec2OnDemand('m6i.xlarge')).toMatchObject({ usd: 0.1, source: 'scenario' });
    expect(rates.other('ebs', 'gp3-storage').usd).toBe(0.07);
    expect(compileScenario(read(scenarioText(cluster))).rates.ec2OnDemand('m6i.xlarge')?.usd).toBe(0.192);
  });

  it('runs', () => {
    const [input] = compileScenario(read(scenarioText(cluster))).inputs;
    const recording = simulate(input!);
    expect(recording.clusterName).toBe('main');
  });

  it('the same text compiles to the same input', () => {
    const text = scenarioText({ ...cluster, tasks: [taskSource({ taskDefinition: fargateDefinition() })] });
    expect(compileScenario(read(text)).inputs).toEqual(compileScenario(read(text)).inputs);
  });
});
