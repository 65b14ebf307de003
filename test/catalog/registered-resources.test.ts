import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findInstanceType, instanceTypeLookup, queryInstanceTypes } from '../../src/catalog/instance-types.ts';
import { awsvpcTaskLimit, RESERVED_TCP_PORTS, registeredResources } from '../../src/catalog/registered-resources.ts';

const type = (name: string) => findInstanceType(name)!;

describe('registeredResources', () => {
  it('P2.1: every type registers all of its CPU, 1024 units per vCPU', () => {
    const wrong = queryInstanceTypes({}).filter((each) => registeredResources(each).cpuUnits !== each.vcpu * 1024);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['m4.large', 'linux', 7985],
    ['m4.large', 'windows', 8191],
    ['c4.large', 'linux', 3768],
    ['c4.4xlarge', 'linux', 30158],
  ] as const)('P2.2 EX (AWS): %s on %s registers %i MiB', (name, operatingSystem, memoryMiB) => {
    expect(registeredResources(type(name), { operatingSystem }).memoryMiB).toBe(memoryMiB);
  });

  it('P2.3 EX (AWS rule): m4.large with ECS_RESERVED_MEMORY=256 registers 7729 MiB', () => {
    expect(registeredResources(type('m4.large'), { reservedMemoryMiB: 256 }).memoryMiB).toBe(7729);
  });

  it.each([
    ['m5.large', 7946],
    ['t3.medium', 3973],
    ['t3.small', 1925],
    ['t3.micro', 962],
  ])('P2.4: %s registers 97 %% of its memory, 94 %% up to 2 GiB, floored: %i MiB', (name, memoryMiB) => {
    expect(registeredResources(type(name)).memoryMiB).toBe(memoryMiB);
  });

  it('P2.4: no type registers as much as is advertised, so a task sized like the instance never places', () => {
    const all = queryInstanceTypes({});
    expect(all.filter((each) => registeredResources(each).memoryMiB >= each.memoryMiB)).toEqual([]);
  });

  it('P2.4: a measured figure beats the measured figures of AWS, a factor beats the default', () => {
    const reserved = { reservedMemoryMiB: 100 };
    expect(registeredResources(type('m4.large'), { measuredMemoryMiB: 7900.9, ...reserved }).memoryMiB).toBe(7800);
    expect(registeredResources(type('m4.large'), { memoryFactor: 0.5, ...reserved }).memoryMiB).toBe(3996);
  });

  it('P2.2: memory is not negative when more is reserved than there is', () => {
    expect(registeredResources(type('t3.nano'), { reservedMemoryMiB: 4096 }).memoryMiB).toBe(0);
  });

  it.each([
    ['g5.12xlarge', 4],
    ['g6f.large', 1],
    ['g4ad.xlarge', 0],
    ['m5.large', 0],
  ])('P1.17: %s registers %i NVIDIA GPUs', (name, gpuCount) => {
    expect(registeredResources(type(name)).gpuCount).toBe(gpuCount);
  });
});

describe('RESERVED_TCP_PORTS', () => {
  it('P2.6: SSH, Docker and the agent on Linux; RDP, WinRM and more on Windows', () => {
    expect(RESERVED_TCP_PORTS.linux).toEqual([22, 2375, 2376, 51678, 51679]);
    expect(RESERVED_TCP_PORTS.windows).toEqual([53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51678, 51679]);
  });
});

describe('awsvpcTaskLimit', () => {
  it('P2.7 EX (AWS): c5.large has 3 ENIs, so 2 awsvpc tasks', () => {
    expect(awsvpcTaskLimit(type('c5.large'), { trunking: false })).toBe(2);
  });

  it.each([
    ['t3.nano', 1],
    ['t3.micro', 1],
    ['t3.small', 2],
    ['t3.medium', 2],
    ['t3.large', 2],
    ['t3.xlarge', 3],
    ['t3.2xlarge', 3],
  ])('P2.7: %s runs %i awsvpc tasks, and trunking does not change that (P2.8)', (name, tasks) => {
    expect(awsvpcTaskLimit(type(name), { trunking: false })).toBe(tasks);
    expect(awsvpcTaskLimit(type(name), { trunking: true })).toBe(tasks);
  });

  it.each([
    ['c5.large', 10],
    ['m6g.medium', 4],
    ['a1.medium', 10],
    ['m7g.xlarge', 20],
    ['r6i.2xlarge', 40],
    ['c6a.4xlarge', 60],
    ['m5.8xlarge', 60],
    ['m6a.8xlarge', 90],
    ['c5d.9xlarge', 60],
    ['r7g.12xlarge', 60],
    ['m6in.12xlarge', 120],
    ['c5.18xlarge', 120],
    ['r6a.32xlarge', 120],
    ['g5.2xlarge', 19],
  ])('P2.8: %s runs %i awsvpc tasks with trunking', (name, tasks) => {
    expect(awsvpcTaskLimit(type(name), { trunking: true })).toBe(tasks);
  });

  it('P2.8: m5n does not trunk, whatever a row of the table says', () => {
    expect(awsvpcTaskLimit(type('m5n.large'), { trunking: true })).toBe(2);
  });

  it('P2.8: m6in.32xlarge with its two network cards runs 13 without and 120 with trunking', () => {
    expect(awsvpcTaskLimit(type('m6in.32xlarge'), { trunking: false })).toBe(13);
    expect(awsvpcTaskLimit(type('m6in.32xlarge'), { trunking: true })).toBe(120);
  });

  it('is unknown for a type of the scenario that does not state its ENIs', () => {
    const added = { instanceType: 'x.large', vcpu: 2, memoryMiB: 4096 };
    const limit = (definition: typeof added & { maxEnis?: number; trunkedTasks?: number }, trunking: boolean) =>
      awsvpcTaskLimit(instanceTypeLookup([definition])('x.large')!, { trunking });
    expect(limit(added, false)).toBeUndefined();
    expect(limit(added, true)).toBeUndefined();
    expect(limit({ ...added, maxEnis: 5 }, true)).toBe(4);
    expect(limit({ ...added, trunkedTasks: 12 }, true)).toBe(12);
  });
});

const published = resolve(
  process.env.PLIMSOLL_SHARED ?? '../shared',
  'corpus/worked-examples/awsdocs__amazon-ecs-developer-guide__eni-task-limits.csv',
);

describe.skipIf(!existsSync(published))("the developer guide's table of awsvpc task limits", () => {
  const rows = existsSync(published) ? readFileSync(published, 'utf8').trim().split('\n').slice(1) : [];
  const limits = rows
    .map((row) => row.split(','))
    .map(([name, plain, trunked]) => [name!, Number(plain), Number(trunked)] as const);
  const known = limits.filter(([name]) => findInstanceType(name) !== undefined);

  it('names 434 types, of which the catalog has all but 7 that AWS no longer lists', () => {
    expect(limits).toHaveLength(434);
    expect(known).toHaveLength(427);
  });

  it('P2.7: agrees with every limit without trunking', () => {
    const different = known.filter(([name, plain]) => awsvpcTaskLimit(type(name), { trunking: false }) !== plain);
    expect(different).toEqual([]);
  });

  it('P2.8: agrees with every limit with trunking, but for what P2.8 excludes by name', () => {
    const different = known.filter(([name, , trunked]) => awsvpcTaskLimit(type(name), { trunking: true }) !== trunked);
    const families = new Set(different.map(([name]) => name.split('.')[0]));
    expect([...families].filter((family) => family !== 'c5a')).toEqual(expect.arrayContaining(['m5n', 'm5zn']));
    expect([...families].every((family) => ['m5n', 'm5zn', 'r5b', 'r5dn', 'c5a'].includes(family!))).toBe(true);
    expect(different.filter(([name]) => name.startsWith('c5a.')).map(([name]) => name)).toEqual(['c5a.8xlarge']);
  });
});
