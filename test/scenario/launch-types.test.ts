import { describe, expect, it } from 'vitest';
import { compileScenario } from '../../src/scenario/compile.ts';
import { launchTypeVariants } from '../../src/scenario/launch-types.ts';
import type { Variant } from '../../src/scenario/variants.ts';
import runReplication from '../../src/sweep/summary-worker.ts';
import { provider, read, scenarioText, service, webDefinition } from './scenario-texts.ts';

function variantsOf(cluster: object, top: object = {}): readonly Variant[] {
  const scenario = read(scenarioText(cluster, { duration: '2h', ...top }));
  return launchTypeVariants({ name: 'baseline', description: '', changes: [], scenario });
}

const sized = (cpu: number, memory: number) =>
  webDefinition({ containerDefinitions: [{ name: 'web', image: 'web', cpu, memory }] });
const m5 = [provider({ instanceType: 'm5.xlarge', desiredCapacity: 1 })];
const named = (variants: readonly Variant[], name: string) => variants.find((variant) => variant.name === name)!;
const costOf = ({ scenario }: Variant) => runReplication({ scenario, seed: '1' }).summary.cost.usdPerMonth;

describe('the launch types of a scenario', () => {
  it('are eight beside the scenario as it stands, each of which the engine takes', () => {
    const variants = variantsOf({ services: [service()] });
    expect(variants.map(({ name }) => name)).toEqual([
      'baseline',
      'EC2',
      'EC2 Spot',
      'EC2 mixed',
      'EC2 Graviton',
      'Fargate',
      'Fargate Spot',
      'Fargate mixed',
      'Fargate ARM',
    ]);
    for (const { scenario } of variants) expect(() => compileScenario(scenario)).not.toThrow();
    expect(named(variants, 'EC2 Graviton').description).toBe('Container instances on demand, ARM64: m6g.xlarge');
  });

  it('P9.10 EX: at 3.75 GiB EC2 wins, at 4 GiB Fargate does', () => {
    // Twelve tasks: three or four m5.xlarge with their volumes; on Fargate 4 GB each way.
    const compared = (memory: number) => {
      const variants = variantsOf({
        capacityProviders: m5,
        services: [service({ desiredCount: 12, taskDefinition: sized(1024, memory) })],
      });
      return [costOf(named(variants, 'EC2')), costOf(named(variants, 'Fargate'))] as const;
    };
    const [ec2, fargate] = compared(3840);
    expect(ec2).toBeLessThan(fargate);
    const [ec2Of4, fargateOf4] = compared(4096);
    expect(fargateOf4).toBeLessThan(ec2Of4);
    // What each costs by the prices, within the minutes of the start.
    expect(fargate / (12 * 730 * (0.04048 + 4 * 0.004445))).toBeCloseTo(1, 1);
    expect(ec2 / (3 * (730 * 0.192 + 2.4))).toBeCloseTo(1, 1);
  }, 60_000);

  it('P5.2: the mixed ones divide tasks by base and weight', () => {
    const variants = variantsOf({ services: [service({ desiredCount: 9 })] });
    const { scenario } = named(variants, 'Fargate mixed');
    const { capacityProviders } = runReplication({ scenario, seed: '1' }).summary.clusters[0]!;
    // One, then 8 in the ratio of 1 to 3.
    expect(capacityProviders.map(({ name, runningTasks }) => [name, runningTasks.max])).toEqual([
      ['FARGATE', 3],
      ['FARGATE_SPOT', 6],
    ]);
  });

  it('P4.1: take daemons along to EC2, and leave them out on Fargate with a note', () => {
    const daemon = service({ serviceName: 'agent', schedulingStrategy: 'DAEMON', desiredCount: undefined });
    const variants = variantsOf({ services: [service(), daemon] });
    const servicesOf = (name: string) =>
      named(variants, name).scenario.clusters[0]!.services.map(({ serviceName }) => serviceName);
    expect([servicesOf('EC2 Graviton'), servicesOf('Fargate')]).toEqual([['web', 'agent'], ['web']]);
    expect(named(variants, 'Fargate').scenario.clusters[0]!.notes.join()).toContain('agent is a DAEMON');
    for (const { scenario } of variants) expect(() => runReplication({ scenario, seed: '1' })).not.toThrow();
  });

  it('leave what cannot move on the capacity that it has', () => {
    const container = { name: 'web', image: 'web', cpu: 256, memory: 512 };
    const gpu = webDefinition({
      family: 'gpu',
      containerDefinitions: [{ ...container, resourceRequirements: [{ type: 'GPU', value: '1' }] }],
    });
    const services = [service(), service({ serviceName: 'train', taskDefinition: gpu })];
    const variants = variantsOf({ capacityProviders: [provider({ instanceType: 'g5.xlarge' })], services });
    const { clusters } = named(variants, 'Fargate').scenario;
    expect(clusters[0]!.capacityProviders.map(({ name }) => name)).toEqual(['FARGATE', 'general']);
    expect(clusters[0]!.services[1]!.taskDefinition.family).toBe('gpu');
  });

  it('let what goes wrong with a provider go wrong with those in its place', () => {
    const failures = [{ type: 'instanceFailure', capacityProvider: 'general', at: '1h', count: 1 }];
    const variants = variantsOf({ services: [service()], failures });
    expect(named(variants, 'EC2 Spot').scenario.clusters[0]!.failures).toMatchObject([
      { type: 'instanceFailure', capacityProvider: null },
    ]);
  });

  it('are those that the region sells: no Spot where nobody states its price', () => {
    const zones = ['us-gov-east-1a', 'us-gov-east-1b'];
    const capacityProviders = [provider({ availabilityZones: zones, instanceType: 'm6i.large' })];
    const cluster = { capacityProviders, services: [service()] };
    const names = variantsOf(cluster, { region: 'us-gov-east-1' }).map(({ name }) => name);
    expect(names).toContain('EC2');
    expect(names).not.toContain('EC2 Spot');
  });
});
