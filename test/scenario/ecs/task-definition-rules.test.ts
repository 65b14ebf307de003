import { describe, expect, it } from 'vitest';
import { CONTAINERS_MAX } from '../../../src/scenario/ecs/task-definition-rules.ts';
import { container, taskFaults } from './samples.ts';

const containers = (count: number, fields: object = {}) =>
  Array.from({ length: count }, (_, index) => container({ name: `c${index}`, ...fields }));

describe('a task definition', () => {
  it('P1.1: has a family of up to 255 letters, digits, _ and -', () => {
    expect(taskFaults({ family: 'a'.repeat(255) })).toEqual([]);
    expect(taskFaults({ family: 'a'.repeat(256) })[0]).toContain('1 to 255 letters');
    expect(taskFaults({ family: 'web:1' })).toEqual([
      'family: found "web:1", expected 1 to 255 letters, digits, _ or -',
    ]);
  });

  it('P1.4: has at most 10 containers', () => {
    expect(taskFaults({ containerDefinitions: containers(CONTAINERS_MAX) })).toEqual([]);
    expect(taskFaults({ containerDefinitions: containers(11) })).toEqual([
      'containerDefinitions: found 11 container definitions, expected at most 10 container definitions',
    ]);
  });

  it('P1.4: is at most 64 KiB', () => {
    const environment = [{ name: 'A', value: 'x'.repeat(66_000) }];
    expect(taskFaults({ containerDefinitions: [container({ environment })] })[0]).toContain('at most 65536 bytes');
  });

  it('P1.5: has cpu and memory that can be read, and cpu within 128 to 196608', () => {
    expect(taskFaults({ cpu: '1 vCPU', memory: '2 GB' })).toEqual([]);
    expect(taskFaults({ cpu: 'two' })[0]).toContain("Invalid 'cpu' setting for task.");
    expect(taskFaults({ cpu: 127 })[0]).toContain('from 128 to 196608 CPU units');
    expect(taskFaults({ memory: '2 MB' })[0]).toContain('memory such as 2048 (MiB), "2048" or "2 GB"');
  });

  it('P1.8: holds the sums of its containers; equality is accepted', () => {
    const two = containers(2, { cpu: 256, memory: 512, memoryReservation: 256 });
    expect(taskFaults({ containerDefinitions: two, cpu: 512, memory: 512 })).toEqual([]);
    expect(taskFaults({ containerDefinitions: two, cpu: 511, memory: 511 })).toEqual([
      'containerDefinitions[0].memory: found 512, expected at most 511, the memory of the task',
      'containerDefinitions[1].memory: found 512, expected at most 511, the memory of the task',
      'cpu: found 511, expected at least 512, the CPU units of its containers together',
      'memory: found 511, expected at least 512, the MiB that its containers reserve together',
    ]);
  });

  it('P1.9: on Windows the sums are not held against the task level, which EC2 ignores', () => {
    const runtimePlatform = { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' };
    const two = containers(2, { cpu: 256 });
    expect(taskFaults({ containerDefinitions: two, cpu: 256, runtimePlatform })).toEqual([]);
  });

  it('P1.18: has at least one essential container', () => {
    expect(taskFaults({ containerDefinitions: containers(2, { essential: false }) })).toEqual([
      'containerDefinitions: found no essential container, expected at least one container with essential true',
    ]);
  });

  it('names each container and each volume once', () => {
    expect(taskFaults({ containerDefinitions: [container(), container()] })).toEqual([
      'containerDefinitions[1].name: found "web", expected a name that no other container has',
    ]);
    expect(taskFaults({ volumes: [{ name: 'a' }, { name: 'a' }] })[0]).toContain('a name that no other volume has');
  });

  it('P1.26: maps each static host port once per protocol', () => {
    const port = (hostPort: number, protocol: string) => ({ containerPort: 80, hostPort, protocol });
    const two = (a: object, b: object) => [
      container({ portMappings: [a] }),
      container({ name: 'b', portMappings: [b] }),
    ];
    expect(taskFaults({ containerDefinitions: two(port(80, 'tcp'), port(80, 'udp')) })).toEqual([]);
    expect(taskFaults({ containerDefinitions: two(port(0, 'tcp'), port(0, 'tcp')) })).toEqual([]);
    expect(taskFaults({ containerDefinitions: two(port(80, 'tcp'), port(80, 'tcp')) })).toEqual([
      'containerDefinitions[1].portMappings[0].hostPort: found 80, expected a host port that no ' +
        'other mapping holds (80/tcp is taken)',
    ]);
  });

  it('P3.16: has memberOf constraints only', () => {
    expect(taskFaults({ placementConstraints: [{ type: 'distinctInstance' }] })[0]).toContain('expected memberOf');
  });
});
