import { describe, expect, it } from 'vitest';
import { rateCard } from '../../../src/catalog/rates.ts';
import { compileCapacity, TASK_ENI } from '../../../src/scenario/compile/launch-templates.ts';
import { compile, fargateDefinition, provider, read, scenarioText, service, taskSource } from '../scenario-texts.ts';

const capacity = (fields: object, top = {}) => compile({ capacityProviders: [provider(fields)] }, top).inputs[0]!;
const template = (fields: object, top = {}) => capacity(fields, top).launchTemplates[0]!;

describe('what a container instance registers', () => {
  it('is all of its CPU and 97 % of its memory, less ECS_RESERVED_MEMORY (P2.1–P2.4)', () => {
    expect(template({})).toMatchObject({ cpuUnits: 4096, memoryMiB: Math.floor(16_384 * 0.97), gpuCount: 0 });
    expect(template({ reservedMemoryMiB: 256 }).memoryMiB).toBe(Math.floor(16_384 * 0.97) - 256);
    expect(template({ instanceType: 'm4.large', reservedMemoryMiB: 256 }).memoryMiB).toBe(7729);
  });

  it('is the figure shown by describe-container-instances where that is known, of all types or by type', () => {
    expect(template({ registeredMemoryMiB: 15_650, reservedMemoryMiB: 200 }).memoryMiB).toBe(15_650);
    expect(template({ registeredMemoryMiB: { 'm6i.xlarge': 15_700 } }).memoryMiB).toBe(15_700);
  });

  it('has room for awsvpc tasks by its ENIs, more with trunking (P2.7, P2.8)', () => {
    expect(template({}).awsvpcTaskLimit).toBe(3);
    expect(template({ awsvpcTrunking: true }).awsvpcTaskLimit).toBe(20);
    expect(template({ instanceType: 't3.large', awsvpcTrunking: true }).awsvpcTaskLimit).toBe(2);
    const instanceTypes = [{ instanceType: 'm99x.large', vcpu: 2, memoryMiB: 8192 }];
    const top = { instanceTypes, prices: { ec2: { 'm99x.large': 0.1 } } };
    expect(template({ instanceType: 'm99x.large' }, top).awsvpcTaskLimit).toBe(0);
  });

  it('holds back the ports of the agent, of Windows those of Windows (P2.6)', () => {
    const ports = (fields: object) => template(fields).reservedPorts.map(({ port }) => port);
    expect(ports({})).toEqual([22, 2375, 2376, 51678, 51679]);
    expect(ports({ operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' })).toContain(3389);
  });

  it('has its GPUs and its architecture', () => {
    expect(template({ instanceType: 'g5.12xlarge' }).gpuCount).toBe(4);
    expect(template({ instanceType: 'm7g.large' }).architecture).toBe('arm64');
  });

  it('has the built-in attributes of P2.10 and the custom ones of P2.11', () => {
    const fields = { attributes: { stack: 'prod' }, amiId: 'ami-1', vpcId: 'vpc-1' };
    expect(template(fields, { subnets: { 'subnet-a': 'us-east-1a' } }).attributes).toEqual({
      'ecs.ami-id': 'ami-1',
      'ecs.availability-zone': 'us-east-1a',
      'ecs.instance-type': 'm6i.xlarge',
      'ecs.os-type': 'linux',
      'ecs.os-family': 'LINUX',
      'ecs.cpu-architecture': 'x86_64',
      'ecs.vpc-id': 'vpc-1',
      'ecs.subnet-id': 'subnet-a',
      [TASK_ENI]: '',
      stack: 'prod',
    });
    expect(template({ awsvpcTrunking: true }).attributes).toHaveProperty(['ecs.awsvpc-trunk-id']);
  });

  it('pulls at the model’s rate, but no faster than its network (P10.1)', () => {
    expect(template({}).pullMiBPerSecond).toBe(150);
    expect(template({}, { timing: { ec2PullMiBPerSecond: 99_999 } }).pullMiBPerSecond).toBeCloseTo(12.5 * 119.2, 0);
  });
});

describe('a fixed fleet', () => {
  it('takes zones in turn, and once round the zones the next type', () => {
    const input = capacity({
      instanceTypes: ['m5.xlarge'],
      availabilityZones: ['us-east-1a', 'us-east-1b'],
      desiredCapacity: 5,
    });
    const instances = [...input.capacityProviders[0]!.instances].map((row) => input.launchTemplates[row]!);
    expect(instances.map(({ instanceType, zone }) => `${instanceType} ${input.zones[zone]}`)).toEqual([
      'm6i.xlarge us-east-1a',
      'm6i.xlarge us-east-1b',
      'm5.xlarge us-east-1a',
      'm5.xlarge us-east-1b',
      'm6i.xlarge us-east-1a',
    ]);
  });

  it('of each provider has templates of its own', () => {
    const other = { ...provider({ desiredCapacity: 2, purchaseOption: 'spot' }), name: 'spot' };
    const input = compile({ capacityProviders: [provider(), other] }).inputs[0]!;
    expect(input.capacityProviders.map(({ instances }) => [...instances])).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(input.launchTemplates.map((one) => [one.capacityProvider, one.purchaseOption])).toEqual([
      ...Array.from({ length: 3 }, () => [0, 'on-demand']),
      ...Array.from({ length: 3 }, () => [1, 'spot']),
    ]);
  });
});

describe('Fargate', () => {
  it('has no instances, and is added where only a launch type asks for it', () => {
    const kinds = (cluster: object) => compile(cluster).inputs[0]!.capacityProviders.map(({ kind }) => kind);
    expect(kinds({ capacityProviders: [provider()], tasks: [taskSource()] })).toEqual([
      'auto-scaling-group',
      'fargate',
    ]);
    expect(kinds({ capacityProviders: ['FARGATE'], tasks: [taskSource()] })).toEqual(['fargate']);
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
    const services = [service({ taskDefinition: fargateDefinition(), capacityProviderStrategy })];
    expect(kinds({ capacityProviders: ['FARGATE_SPOT'], services })).toEqual(['fargate-spot']);
  });

  it('needs an instance type of nobody', () => {
    const scenario = read(scenarioText({ capacityProviders: ['FARGATE'] }));
    const context = {
      scenario,
      zones: ['us-east-1a'],
      rates: rateCard('us-east-1'),
      findInstanceType: () => undefined,
      subnetRow: () => -1,
    };
    expect(compileCapacity(context, scenario.clusters[0]!).launchTemplates).toEqual([]);
  });
});
