import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  findInstanceType,
  instanceFamilies,
  instanceTypeLookup,
  nearestInstanceType,
  queryInstanceTypes,
} from '../../src/catalog/instance-types.ts';

const all = queryInstanceTypes({});

describe('the instance types of the catalog', () => {
  it('are 1,364 of 177 families, as the README of the figures counts them', () => {
    expect(all).toHaveLength(1364);
    expect(instanceFamilies()).toHaveLength(177);
  });

  it.each([
    ['m5.large', { vcpu: 2, memoryMiB: 8192, architecture: 'x86_64', maxEnis: 3, ipv4PerEni: 10, trunkedTasks: 10 }],
    ['c6g.xlarge', { vcpu: 4, memoryMiB: 8192, architecture: 'arm64', maxEnis: 4, ipv4PerEni: 15, trunkedTasks: 20 }],
    ['t3.medium', { vcpu: 2, memoryMiB: 4096, burstable: true, maxEnis: 3, ipv4PerEni: 6, trunkedTasks: null }],
  ])('%s is what the README of the figures says', (name, figures) => {
    expect(findInstanceType(name)).toMatchObject({ instanceType: name, ...figures });
  });

  it('keep every stated figure of one type', () => {
    expect(findInstanceType('a1.2xlarge')).toEqual({
      instanceType: 'a1.2xlarge',
      family: 'a1',
      generation: 1,
      vcpu: 8,
      memoryMiB: 16384,
      architecture: 'arm64',
      gpuCount: 0,
      gpuName: null,
      gpuMemoryMiB: 0,
      networkBaselineGbps: 2.5,
      networkBurstGbps: 10,
      maxEnis: 4,
      ipv4PerEni: 15,
      trunkedTasks: 40,
      trunkedTasksBasis: 'ecs-doc',
      burstable: false,
      bareMetal: false,
      currentGeneration: false,
      hypervisor: 'nitro',
      localNvmeGb: 0,
      ebsBaselineMbps: 1750,
    });
  });

  it('all have vCPU, memory, ENIs and addresses; 19 old ones lack an EBS baseline', () => {
    expect(all.filter((type) => !(type.vcpu > 0 && type.memoryMiB > 0 && type.maxEnis! > 0))).toEqual([]);
    expect(all.filter((type) => type.ebsBaselineMbps === null)).toHaveLength(19);
  });

  it('do not trunk in the families and sizes that P2.8 excludes', () => {
    const families = 'c5n m5n m5dn m5zn r5b r5n r5dn g4dn i3 i3en z1d d3 d3en inf1 t2 t3 t3a t4g'.split(' ');
    const sizes = ['c5.metal', 'm5.metal', 'r5.8xlarge', 'r5.metal', 'c5a.8xlarge'];
    const excluded = all.filter((type) => families.includes(type.family) || sizes.includes(type.instanceType));
    expect(new Set(excluded.map((type) => type.family)).size).toBe(families.length + 4);
    expect(excluded.filter((type) => type.trunkedTasks !== null)).toEqual([]);
  });

  it('are found by exact name only; a near name is offered', () => {
    expect(findInstanceType('m6i.xlrge')).toBeUndefined();
    expect(nearestInstanceType('m6i.xlrge')).toBe('m6i.xlarge');
    expect(nearestInstanceType('mainframe')).toBeUndefined();
  });

  const sharedTypes = resolve(process.env.PLIMSOLL_SHARED ?? '../shared', 'data/ec2-instance-types.csv');
  it.skipIf(!existsSync(sharedTypes))('have the family and generation that the figures state', () => {
    const rows = readFileSync(sharedTypes, 'utf8').trim().split('\n').slice(1);
    const stated = rows.map((row) => row.split(',').slice(0, 3));
    const read = stated.map(([name]) => findInstanceType(name!)!);
    expect(read.map((type) => [type.instanceType, type.family, String(type.generation)])).toEqual(stated);
  });
});

describe('queryInstanceTypes', () => {
  const names = (query: Parameters<typeof queryInstanceTypes>[0]) =>
    queryInstanceTypes(query).map((type) => type.instanceType);

  it('lists a family from its smallest size to its largest', () => {
    expect(names({ family: 'c5' })).toEqual([
      'c5.large',
      'c5.xlarge',
      'c5.2xlarge',
      'c5.4xlarge',
      'c5.9xlarge',
      'c5.12xlarge',
      'c5.18xlarge',
      'c5.24xlarge',
      'c5.metal',
    ]);
  });

  it('keeps only types of which every given field holds', () => {
    expect(names({ family: 'm6g', vcpu: 4 })).toEqual(['m6g.xlarge']);
    expect(names({ family: 'm6g', minVcpu: 48, memoryMiB: 196608 })).toEqual(['m6g.12xlarge']);
    expect(names({ family: 'm6g', architecture: 'x86_64' })).toEqual([]);
    expect(names({ family: 'g5g', gpu: false })).toEqual([]);
    expect(names({ family: 'g5', minMemoryMiB: 384 * 1024 })).toEqual(['g5.24xlarge', 'g5.48xlarge']);
    expect(names({ family: 'm5', currentGeneration: true })).toEqual([]);
  });

  it('splits the catalog in two by GPU: 70 types have one', () => {
    expect(names({ gpu: true })).toHaveLength(70);
    expect(names({ gpu: false })).toHaveLength(1364 - 70);
  });
});

describe('instanceTypeLookup', () => {
  const lookup = instanceTypeLookup([
    { instanceType: 'm99x.large', vcpu: 2, memoryMiB: 9000, architecture: 'arm64', trunkedTasks: undefined },
    { instanceType: 'm5.large', vcpu: 2, memoryMiB: 8000, trunkedTasks: 9 },
  ]);

  it('knows the types that a scenario adds, and leaves unknown what it does not say', () => {
    expect(lookup('m99x.large')).toMatchObject({
      family: 'm99x',
      generation: 99,
      vcpu: 2,
      memoryMiB: 9000,
      architecture: 'arm64',
      gpuCount: 0,
      maxEnis: null,
      trunkedTasks: null,
      trunkedTasksBasis: 'scenario',
    });
  });

  it('changes the given fields of a catalog type and keeps the others', () => {
    expect(lookup('m5.large')).toMatchObject({ memoryMiB: 8000, trunkedTasks: 9, trunkedTasksBasis: 'scenario' });
    expect(lookup('m5.large')).toMatchObject({ maxEnis: 3, ipv4PerEni: 10 });
    expect(findInstanceType('m5.large')!.memoryMiB).toBe(8192);
  });

  it('finds the rest in the catalog, and nothing for an unknown name', () => {
    expect(lookup('c5.large')).toEqual(findInstanceType('c5.large'));
    expect(lookup('m98x.large')).toBeUndefined();
  });
});
