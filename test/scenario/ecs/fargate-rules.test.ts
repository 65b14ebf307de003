import { describe, expect, it } from 'vitest';
import { fargateMemoriesMiB } from '../../../src/catalog/fargate-sizes.ts';
import { readTaskDefinition } from '../../../src/scenario/ecs/task-definition.ts';
import { container, documentOf, fargateDefinition, faults } from './samples.ts';

const fargateFaults = (fields: object) =>
  faults(readTaskDefinition(documentOf(fargateDefinition({ ...fields }))).issues);
const small = (fields: object) => ({ containerDefinitions: [container({ ...fields })] });

describe('a task definition for Fargate', () => {
  it('P1.12: takes each offered size', () => {
    const sizes = [256, 512, 1024, 2048, 4096, 8192, 16_384].flatMap((cpu) =>
      fargateMemoriesMiB(cpu).map((memory) => ({ cpu: String(cpu), memory: String(memory) })),
    );
    expect(sizes).toHaveLength(74);
    expect(sizes.flatMap((size) => fargateFaults(size))).toEqual([]);
  });

  it("P1.12: refuses any other with ECS's message", () => {
    expect(fargateFaults({ cpu: '256', memory: '4096' })).toEqual([
      'memory: found "4096", expected one of 512 | 1024 | 2048 MiB for cpu 256 on Fargate (ECS: ' +
        '"ClientException: No Fargate configuration exists for given values.")',
    ]);
    expect(fargateFaults({ cpu: '8192', memory: '17 GB' })[0]).toContain('16384 to 61440 MiB in steps of 4096');
    expect(fargateFaults({ cpu: '300', memory: '1024' })).toEqual([
      'cpu: found "300", expected one of 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384 on Fargate ' +
        '(ECS: "ClientException: Invalid \'cpu\' setting for task.")',
    ]);
  });

  it('P1.12: Windows starts at 1 vCPU and ends at 4', () => {
    const runtimePlatform = { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' };
    expect(fargateFaults({ cpu: '512', memory: '1024', runtimePlatform })[0]).toContain('one of 1024 | 2048 | 4096');
    expect(fargateFaults({ cpu: '1024', memory: '2048', runtimePlatform })).toEqual([]);
  });

  it('P1.13: is checked beside EC2 too, and not for EC2 alone', () => {
    const odd = { cpu: '256', memory: '4096' };
    expect(fargateFaults({ ...odd, requiresCompatibilities: ['EC2', 'FARGATE'] })).toHaveLength(1);
    expect(fargateFaults({ ...odd, requiresCompatibilities: ['EC2'] })).toEqual([]);
  });

  it('P1.29: needs awsvpc and task-level cpu and memory', () => {
    expect(fargateFaults({ networkMode: undefined, cpu: undefined, memory: undefined })).toEqual([
      'networkMode: found nothing, expected awsvpc, which Fargate requires',
      'cpu: found nothing, expected a task-level cpu, which Fargate requires',
      'memory: found nothing, expected a task-level memory, which Fargate requires',
    ]);
  });

  it('P1.29: takes no host path, no links, no GPU, no privileged container', () => {
    const path = { volumes: [{ name: 'v', host: { sourcePath: '/var' } }] };
    expect(fargateFaults(path)[0]).toContain('volumes[0].host.sourcePath: found "/var", expected no path of the host');
    expect(fargateFaults({ volumes: [{ name: 'v', host: {} }] })).toEqual([]);
    expect(fargateFaults(small({ links: ['web'] }))[0]).toContain('no links on Fargate');
    expect(fargateFaults(small({ privileged: true }))[0]).toContain(
      'privileged: found true, expected false on Fargate',
    );
    const resourceRequirements = [{ type: 'GPU', value: '1' }];
    expect(fargateFaults(small({ resourceRequirements }))[0]).toContain('expected no GPU on Fargate');
  });

  it("refuses pidMode host with ECS's message", () => {
    expect(fargateFaults({ pidMode: 'host' })[0]).toContain(
      "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
    );
  });
});
